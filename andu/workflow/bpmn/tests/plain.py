"""A drawing without what is ours, to compare what other makers wrote."""

from lxml import etree


def plain(tree):
    """Canonical, without what is ours and the white space between elements."""
    copy = etree.fromstring(etree.tostring(tree), etree.XMLParser(remove_blank_text=True))
    for element in [*copy.iter("{urn:andu:flow:1}*")]:
        if element.getparent() is not None:
            element.getparent().remove(element)
    for element in [*copy.iter("{*}extensionElements")]:
        if len(element) == 0:
            element.getparent().remove(element)
    etree.cleanup_namespaces(copy)
    return etree.tostring(copy, method="c14n", with_comments=True)
