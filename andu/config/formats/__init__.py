"""How dates stand in the boxes of a page: as browsers read them, whatever the language's custom."""
