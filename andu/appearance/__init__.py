"""Appearance 界面与标识: how the product presents itself (UI-02): name, logo, colour, login page.

Decided for the whole site, an organisation, or a unit of it (a subsidiary); what one place leaves
open comes from the place above. `reading.look_for` gives the look of a place, the middleware puts
that of the person at hand on the request, where the frame (`ui.look`) finds it.
"""
