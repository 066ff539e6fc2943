package dev.aks4j.simulated.azure.internal.entra;

import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.fault.Faults;
import dev.aks4j.simulated.wire.ConnectionDropped;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.util.List;

/** The endpoints of tokens, with the faults that a test has planned for them. Guarded by the simulator's lock. */
public record FaultySignIn(Faults faults, Service below) implements Service {

    @Override
    public Response answer(Request request) {
        List<Fault> met = faults.metAtSignIn(request);
        String name = request.method() + " " + request.uri().getPath();
        for (Fault fault : met) {
            if (fault instanceof Fault.UnknownHost) {
                throw new UncheckedIOException(
                        new UnknownHostException(request.uri().getHost()));
            } else if (fault instanceof Fault.DropBefore) {
                throw new ConnectionDropped(name);
            } else if (fault instanceof Fault.Answer answer) {
                return refusal(answer.status(), answer.code(), answer.message());
            } else if (fault instanceof Fault.Throttle throttle) {
                return refusal(429, "temporarily_unavailable", "Too many requests.")
                        .with("Retry-After", Long.toString(throttle.retryAfter().toSeconds()));
            }
        }
        Response response = below.answer(request);
        for (Fault fault : met) {
            if (fault instanceof Fault.DropAfter) {
                throw new ConnectionDropped(name);
            } else if (fault instanceof Fault.Late late) {
                response =
                        response.with(Response.DELAY, Long.toString(late.delay().toMillis()));
            }
        }
        return response;
    }

    private static Response refusal(int status, String code, String message) {
        return Response.of(
                status, "application/json", "{\"error\":\"" + code + "\",\"error_description\":\"" + message + "\"}");
    }
}
