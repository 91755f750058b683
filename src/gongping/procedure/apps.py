from django.apps import AppConfig


class ProcedureConfig(AppConfig):
    name = "gongping.procedure"
    label = "procedure"

    def ready(self) -> None:
        """Let every reset of an account ask the polls first."""
        from gongping.accounts.services import hold_with  # noqa: PLC0415
        from gongping.procedure.holds import check_no_poll_holds  # noqa: PLC0415

        hold_with(check_no_poll_holds)
