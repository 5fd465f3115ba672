"""pdfium's functions as bare C calls: a page needs hundreds, and pypdfium2's typed ones take half as long again each."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

_HANDLE = ctypes.c_void_p
_INT = ctypes.c_int
_MEMORY = ctypes.c_void_p


def _bare(function: Any, *arguments: Any, result: Any = _INT) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def address(handle: Any) -> int:
    """Give a handle or a buffer of ctypes as the number that the calls here take."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


count_letters = _bare(raw.FPDFText_CountChars, _HANDLE)
get_text = _bare(raw.FPDFText_GetText, _HANDLE, _INT, _INT, _MEMORY)
letter_at = _bare(raw.FPDFText_GetUnicode, _HANDLE, _INT, result=ctypes.c_uint)
lacks_letter = _bare(raw.FPDFText_HasUnicodeMapError, _HANDLE, _INT)
count_pieces = _bare(raw.FPDFText_CountRects, _HANDLE, _INT, _INT)
"""Of a stretch of text: how many pieces the page draws it in."""
box_of = _bare(raw.FPDFText_GetLooseCharBox, _HANDLE, _INT, _MEMORY)
origin_of = _bare(raw.FPDFText_GetCharOrigin, _HANDLE, _INT, _MEMORY, _MEMORY)
matrix_of_letter = _bare(raw.FPDFText_GetMatrix, _HANDLE, _INT, _MEMORY)
size_of = _bare(raw.FPDFText_GetFontSize, _HANDLE, _INT, result=ctypes.c_double)
font_of = _bare(raw.FPDFText_GetFontInfo, _HANDLE, _INT, _MEMORY, ctypes.c_ulong, _MEMORY, result=ctypes.c_ulong)
object_of = _bare(raw.FPDFText_GetTextObject, _HANDLE, _INT, result=_HANDLE)
font_handle_of = _bare(raw.FPDFTextObj_GetFont, _HANDLE, result=_HANDLE)
rendering_of = _bare(raw.FPDFTextObj_GetTextRenderMode, _HANDLE)

text_within = _bare(raw.FPDFText_GetBoundedText, _HANDLE, *[ctypes.c_double] * 4, _MEMORY, _INT)
text_of = _bare(raw.FPDFTextObj_GetText, _HANDLE, _HANDLE, _MEMORY, ctypes.c_ulong, result=ctypes.c_ulong)
bounds_of = _bare(raw.FPDFPageObj_GetBounds, _HANDLE, _MEMORY, _MEMORY, _MEMORY, _MEMORY)
fill_of = _bare(raw.FPDFPageObj_GetFillColor, _HANDLE, _MEMORY, _MEMORY, _MEMORY, _MEMORY)
drawing_of = _bare(raw.FPDFPath_GetDrawMode, _HANDLE, _MEMORY, _MEMORY)
count_marks = _bare(raw.FPDFPageObj_CountMarks, _HANDLE)
mark_at = _bare(raw.FPDFPageObj_GetMark, _HANDLE, ctypes.c_ulong, result=_HANDLE)
name_of_mark = _bare(raw.FPDFPageObjMark_GetName, _HANDLE, _MEMORY, ctypes.c_ulong, _MEMORY)
told_by_mark = _bare(
    raw.FPDFPageObjMark_GetParamStringValue, _HANDLE, ctypes.c_char_p, _MEMORY, ctypes.c_ulong, _MEMORY
)
clip_of = _bare(raw.FPDFPageObj_GetClipPath, _HANDLE, result=_HANDLE)
count_clips = _bare(raw.FPDFClipPath_CountPaths, _HANDLE)
count_clip_segments = _bare(raw.FPDFClipPath_CountPathSegments, _HANDLE, _INT)
clip_segment_at = _bare(raw.FPDFClipPath_GetPathSegment, _HANDLE, _INT, _INT, result=_HANDLE)
count_objects = _bare(raw.FPDFPage_CountObjects, _HANDLE)
object_at = _bare(raw.FPDFPage_GetObject, _HANDLE, _INT, result=_HANDLE)
count_objects_of_form = _bare(raw.FPDFFormObj_CountObjects, _HANDLE)
object_of_form = _bare(raw.FPDFFormObj_GetObject, _HANDLE, ctypes.c_ulong, result=_HANDLE)
type_of = _bare(raw.FPDFPageObj_GetType, _HANDLE)
matrix_of = _bare(raw.FPDFPageObj_GetMatrix, _HANDLE, _MEMORY)
count_segments = _bare(raw.FPDFPath_CountSegments, _HANDLE)
segment_at = _bare(raw.FPDFPath_GetPathSegment, _HANDLE, _INT, result=_HANDLE)
point_of = _bare(raw.FPDFPathSegment_GetPoint, _HANDLE, _MEMORY, _MEMORY)
kind_of_segment = _bare(raw.FPDFPathSegment_GetType, _HANDLE)
