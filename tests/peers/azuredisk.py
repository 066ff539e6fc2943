"""Speaks CSI to a driver's controller, as its sidecars do.

usage: azuredisk.py SOCKET DRIVER_DIRECTORY_OF_STUBS METHOD JSON     prints the answer as JSON, or ends with the refusal
"""

import json
import sys

import grpc
from google.protobuf import json_format


def main():
    socket, stubs, method, text = sys.argv[1:]
    sys.path.insert(0, stubs)
    import csi_pb2
    import csi_pb2_grpc

    with grpc.insecure_channel("unix://" + socket) as channel:
        service = csi_pb2_grpc.IdentityStub if method in ("Probe", "GetPluginInfo") else csi_pb2_grpc.ControllerStub
        request = json_format.ParseDict(json.loads(text), getattr(csi_pb2, method + "Request")())
        try:
            answer = getattr(service(channel), method)(request, timeout=180)
        except grpc.RpcError as refusal:
            sys.exit(f"{refusal.code().name}: {refusal.details()}")
        print(json.dumps(json_format.MessageToDict(answer)))


main()
