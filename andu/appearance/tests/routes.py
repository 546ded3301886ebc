ROUTES = {
    "appearance:style": "right:appearance.style.change",
    "appearance:picture": "anonymous",
}
