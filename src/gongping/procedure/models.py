"""What steps that span rooms have to remember: the address of the hall's screen."""

from django.db import models


class ScreenAddress(models.Model):
    """The address under which any machine shows the screen of one session (大屏地址).

    Only a digest of its key lies here: whoever reads the table cannot open it.
    """

    session = models.OneToOneField(
        "meetings.ReviewSession", models.CASCADE, primary_key=True, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return str(self.session_id)
