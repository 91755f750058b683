from django.urls import path

from gongping.bulletins.views import again, approval, bulletin, edit, files, home

app_name = "bulletins"
urlpatterns = [
    path("bulletins", home.home, name="home"),
    path("bulletins/<int:round_id>/draft", home.draft, name="draft"),
    path("bulletin/<int:pk>", bulletin.bulletin, name="bulletin"),
    path("bulletin/<int:pk>/print", bulletin.sheet, name="print"),
    path("bulletin/<int:pk>/edit", edit.edit, name="edit"),
    path("bulletin/<int:pk>/again", again.again, name="again"),
    path("bulletin/<int:pk>/submit", approval.submit, name="submit"),
    path("bulletin/<int:pk>/approve", approval.approve, name="approve"),
    path("bulletin/<int:pk>/return", approval.send_back, name="return"),
    path("bulletin/<int:pk>.pdf", files.pdf, name="pdf"),
    path("bulletin/<int:pk>.docx", files.docx, name="docx"),
]
