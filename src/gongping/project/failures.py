"""The pages for what went wrong: what happened, what to do, what is kept."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import gettext as _

from gongping.foundation.errors import DomainError


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Show the sentence of a domain error with its status; as JSON to a program."""
    if not request.accepts("text/html"):
        return JsonResponse({"message": error.message}, status=error.status)
    return _page(request, error.status, error.message)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the address leads nowhere."""
    return _page(request, 404, _("没有这一页。请检查网址，或从工作台进入。"))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this person may not enter."""
    return _page(request, 403, _("这一页不在您的职责范围内。请从工作台进入您的事项。"))


def not_to_be_opened(request: HttpRequest) -> HttpResponse:
    """Say that an address takes a pressed button, and lead to the page above it."""
    above = request.path.rpartition("/")[0]
    sentence = _("这一步要在页面上按按钮才办，光打开网址不办，也没有办。")
    return _page(request, 405, sentence, above if is_valid_path(above) else "")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read."""
    return _page(
        request, 400, _("没有看懂这次请求。请返回上一页重试，填写的内容还在。")
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the program failed, without calling on anything that may fail."""
    return render(request, "shell/broken.html", status=500)


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long; the browser keeps what was typed."""
    return _page(
        request,
        403,
        _("这一页开得太久，没有交上去。请返回上一页并刷新，填写的内容还在本机。"),
    )


def _page(
    request: HttpRequest, status: int, sentence: str, above: str = ""
) -> HttpResponse:
    context = {"sentence": sentence, "status": status, "above": above}
    return render(request, "shell/failure.html", context, status=status)
