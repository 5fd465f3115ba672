"""Letters out: a view rendered to text and HTML, then made a mail. Pure: values in, bytes out."""

from reporting.letters_out.message import Envelope, UnwritableAddressError, to_message
from reporting.letters_out.rendering import Rendered, TemplateFault, check_templates, render
from reporting.letters_out.samples import samples

__all__ = [
    "Envelope",
    "Rendered",
    "TemplateFault",
    "UnwritableAddressError",
    "check_templates",
    "render",
    "samples",
    "to_message",
]
