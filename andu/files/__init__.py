"""Files 附件存储: keeps the bytes of attachments for every room, checked and named by the server.

A room attaches a file by its own foreign key to `File` (`files.storing.keep`) and serves it
through its own `visible_to` with `files.responding.respond`: there is no central download
address. `files.storing.store` takes an upload in, `replace` gives a file a newer version.
"""
