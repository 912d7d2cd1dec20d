"""The label of a standard for print (PDF/X) in a PDF: what it claims, and for which press.

A label is a claim. Nothing here certifies the file: no free program checks all of ISO 15930. What
each standard asks: PDF/X-1a:2001 (ISO 15930-1) and X-3:2002 (ISO 15930-3) are PDF 1.3, the editions
of 2003 (ISO 15930-4, -6) PDF 1.4, X-4 (ISO 15930-7) PDF 1.6. Up to X-3 a printing condition of the
ICC's registry may be named alone; X-4 wants its profile in the file.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from octavo.model.artefact import Job
from octavo.model.printers import Printer

REGISTRY = "http://www.color.org"
INFO = {"PDF/X-1a:2001": "PDF/X-1:2001"}
"""What a standard is called in the document's information, where it is called otherwise there."""

FEW = ("/Title", "/CreationDate", "/ModDate")


def set_label(pdf: pikepdf.Pdf, printer: Printer, job: Job) -> None:
    """Write the label of the printer's standard, its printing condition, and what the file says."""
    if not printer.metadata:
        for key in [key for key in pdf.docinfo.keys() if key not in FEW]:  # noqa: SIM118
            del pdf.docinfo[key]
    if "/Metadata" in pdf.Root:
        del pdf.Root["/Metadata"]
    if printer.label == "none":
        return
    info: Any = pdf.docinfo
    info["/Trapped"] = Name("/False")
    if printer.label == "PDF/X-4":
        pdf.Root["/Metadata"] = _metadata(pdf)
    else:
        info["/GTS_PDFXVersion"] = INFO.get(printer.label, printer.label)
        if printer.label == "PDF/X-1a:2001":
            info["/GTS_PDFXConformance"] = printer.label
    pdf.Root["/OutputIntents"] = Array([_intent(pdf, printer, job)])


def _intent(pdf: pikepdf.Pdf, printer: Printer, job: Job) -> Any:
    """Return what says for which printing condition the file is made."""
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(printer.condition),
        OutputCondition=String(printer.condition),
        RegistryName=String(REGISTRY),
        Info=String(printer.condition),
    )
    if printer.profile:
        data = (job.project.metadata / printer.profile).read_bytes()
        intent["/DestOutputProfile"] = pdf.make_indirect(
            pdf.make_stream(data, {"/N": 4, "/Alternate": Name.DeviceCMYK})
        )
    return pdf.make_indirect(intent)


def _metadata(pdf: pikepdf.Pdf) -> Any:
    """Return the XMP that PDF/X-4 asks for."""
    info: Any = pdf.docinfo
    title = escape(str(info.get("/Title", "")))
    made = _xmp_date(str(info.get("/CreationDate", "")))
    text = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
<xmp:MetadataDate>{made}</xmp:MetadataDate><pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>{title}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
    stream = pdf.make_stream(text.encode("utf-8"), {"/Type": Name.Metadata, "/Subtype": Name.XML})
    return pdf.make_indirect(stream)


def _xmp_date(date: str) -> str:
    """Return a date of the document's information as XMP has it."""
    digits = date.removeprefix("D:")[:14]
    parts = [digits[:4], digits[4:6], digits[6:8]]
    clock = [digits[8:10], digits[10:12], digits[12:14]]
    return f"{'-'.join(parts)}T{':'.join(clock)}Z" if len(digits) == 14 else "1980-01-01T00:00:00Z"
