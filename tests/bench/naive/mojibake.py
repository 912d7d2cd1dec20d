"""The naive repair: each word through ftfy, as one writes it in an afternoon with panflute."""

import ftfy
import panflute as pf


def action(element: pf.Element, _: pf.Doc) -> pf.Element | None:
    """Mend the encoding of each Str by itself."""
    if isinstance(element, pf.Str):
        return pf.Str(ftfy.fix_encoding(element.text))
    return None


if __name__ == "__main__":
    pf.run_filter(action)
