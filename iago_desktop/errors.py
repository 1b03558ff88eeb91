"""What a person can mend: a code with details.  Everything else is a bug and flies.

The sentence for each code, in both languages, is data: resources/i18n/errors.toml (see sentences.py).
"""


class IagoError(Exception):
    """Something a person can mend.  `code` names the sentence, `details` fill its placeholders.

    Details must never hold patient content: they may reach a log.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class DefinitionError(IagoError):
    """A form, code list or pack that cannot be used; names `file`, `field`, `problem` and `remedy`."""


class InputError(IagoError):
    """Text typed into a field that cannot be understood or cannot be true."""


class SignatureError(IagoError):
    """A signature, certificate, card or key that does not hold."""


class BundleError(IagoError):
    """A bundle, receipt or container that must not be read any further."""


class UnlockError(IagoError):
    """The key store could not be opened: wrong password, damaged or foreign file."""


class StoreError(IagoError):
    """The database cannot be opened, is in use, too new, or cannot be written."""
