"""What an error of the services says, decoded from grpc-status-details-bin."""

import dataclasses

from stubs import rpc


@dataclasses.dataclass
class ErrorDetails:
    code: str
    message: str
    reason: str = ""
    domain: str = ""
    field: str = ""  # of ErrorInfo's metadata
    violations: tuple = ()  # fields of BadRequest


def details_of(error):
    """The details of a grpc.RpcError."""
    out = ErrorDetails(error.code().name, error.details())
    for key, value in error.trailing_metadata() or ():
        if key != "grpc-status-details-bin":
            continue
        status = rpc.status_pb2.Status.FromString(value)
        for detail in status.details:
            info = rpc.error_details_pb2.ErrorInfo()
            bad_request = rpc.error_details_pb2.BadRequest()
            if detail.Unpack(info):
                out.reason = info.reason
                out.domain = info.domain
                out.field = info.metadata.get("field", "")
            elif detail.Unpack(bad_request):
                out.violations = tuple(item.field for item in bad_request.field_violations)
    return out
