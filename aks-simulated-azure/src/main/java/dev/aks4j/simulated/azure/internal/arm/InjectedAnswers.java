package dev.aks4j.simulated.azure.internal.arm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.ConnectionDropped;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The faults that answer in the provider's place. */
final class InjectedAnswers {

    private InjectedAnswers() {}

    static void before(Request request, List<Fault> faults) {
        for (Fault fault : faults) {
            if (fault instanceof Fault.DropBefore) {
                throw new ConnectionDropped(
                        request.method() + " " + request.uri().getPath());
            } else if (fault instanceof Fault.Throttle throttle) {
                throw throttled(throttle);
            } else if (fault instanceof Fault.Answer answer) {
                throw ArmError.gateway(answer.status(), answer.code(), answer.message());
            } else if (fault instanceof Fault.LoseRace race) {
                throw lostRace(race);
            } else if (fault instanceof Fault.UnknownHost) {
                throw new UncheckedIOException(
                        new UnknownHostException(request.uri().getHost()));
            }
        }
    }

    /** Returns the answer that comes instead of all others, which are errors. */
    static Optional<Response> instead(List<Fault> faults) {
        return faults.stream()
                .filter(Fault.Redirect.class::isInstance)
                .map(Fault.Redirect.class::cast)
                .map(redirect -> Response.empty(redirect.status()).with("Location", redirect.location()))
                .findFirst();
    }

    /** Returns the provider's answer as the faults leave it. */
    static Response after(Response response, List<Fault> faults) {
        Response changed = response;
        for (Fault fault : faults) {
            if (fault instanceof Fault.SilentBody) {
                changed = new Response(
                        changed.status(),
                        changed.headers(),
                        "{\"name\":\"silent\"}".getBytes(StandardCharsets.UTF_8),
                        Optional.empty());
            } else if (fault instanceof Fault.ForeignUrls foreign) {
                for (String name : List.of("Location", "Azure-AsyncOperation")) {
                    changed = changed.headers().containsKey(name) ? changed.with(name, foreign.url()) : changed;
                }
            } else if (fault instanceof Fault.Late late) {
                changed =
                        changed.with(Response.DELAY, Long.toString(late.delay().toMillis()));
            }
        }
        return changed;
    }

    private static ArmError throttled(Fault.Throttle throttle) {
        String seconds = Long.toString(throttle.retryAfter().toSeconds());
        return ArmError.gateway(
                        429,
                        "TooManyRequests",
                        "The request is being throttled. Please try again after '" + seconds + "' seconds.")
                .with("Retry-After", seconds);
    }

    private static ArmError lostRace(Fault.LoseRace race) {
        if (race.status() == 409) {
            ArrayNode details = AzureJson.array();
            details.addObject()
                    .put("code", "Unspecified")
                    .put("message", "rpc error: code = FailedPrecondition desc = Etag mismatched");
            return ArmError.aks(409, "EtagMismatch", "Operation is not allowed: Another operation is in progress")
                    .details(details)
                    .subcode("PutManagedClusterAndComponents_FailedPrecondition");
        }
        return ArmError.aks(
                412,
                "PreconditionFailed",
                "The condition specified using HTTP conditional header(s) is not met: the ETag of the resource has"
                        + " changed.");
    }
}
