"""Identity 账户登录: who may come in. Accounts, passwords, activation, sessions, the login log.

An account signs in; what it may do in the office is decided in `organisation`. The three
administrators (系统, 安全, 审计) are accounts with an office and nothing else: no account can ever
hold everything (三权分立).
"""
