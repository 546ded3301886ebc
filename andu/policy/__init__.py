"""Policy 参数: settings an administrator changes in the product, dated and never overwritten.

A room declares a Setting (`policy.declaring`, `policy.types`) in its policy.py; that one
declaration gives the default, the type, the administrator's form, the audit sentence and the page
of documentation. `policy.reading.value` tells the value in force.
"""
