"""Reading an organisation as a personnel office keeps it: a sheet, its columns, its people.

Nothing here writes. `sheet` turns bytes into rows of text, `columns` finds the header and says
which column is what, `cells` cleans one value, `people` reads a row, `checking` compares the
people with the organisation as it is and says of each row what would happen and what is wrong.
"""
