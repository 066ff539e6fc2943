package dev.aks4j.simulated.azure.internal.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request to Azure Resource Manager, understood. Immutable.
 *
 * @param http the request as it came
 * @param path its path
 * @param query its query parameters; names compare without regard to case
 * @param caller who asks
 * @param faults what goes wrong with it
 */
public record ArmCall(
        Request http, ArmPath path, Map<String, String> query, DirectoryPrincipal caller, List<Fault> faults) {

    /** Understands a request. */
    public static ArmCall of(Request http, DirectoryPrincipal caller, List<Fault> faults) {
        return new ArmCall(http, ArmPath.parse(http.uri().getPath()), query(http), caller, faults);
    }

    /** Returns the parameters of a URL by name; names compare without regard to case. */
    public static Map<String, String> query(Request http) {
        Map<String, String> query = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String raw = http.uri().getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.put(decode(name), decode(value));
            }
        }
        return query;
    }

    /** Decodes a text; most are long signatures in which nothing is encoded. */
    private static String decode(String text) {
        return text.indexOf('%') < 0 && text.indexOf('+') < 0 ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Returns the verb. */
    public String method() {
        return http.method();
    }

    /** Returns the version of the API that the client speaks. */
    public String apiVersion() {
        return query.getOrDefault("api-version", "");
    }

    /** Returns the body as an object, without what it leaves open by the empty text; refuses anything else. */
    public ObjectNode body() {
        return AzureJson.parse(http.body())
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .map(Blanks::leftOut)
                .orElseThrow(
                        () -> ArmError.gateway(
                                400,
                                "InvalidRequestContent",
                                "The request content was invalid and could not be deserialized: 'A JSON object is expected.'."));
    }

    /** Returns the fault of a kind, if the request meets one. */
    public <F extends Fault> Optional<F> fault(Class<F> kind) {
        return faults.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /** Tells whether the URL carries a signature of the simulator, as operation URLs do. */
    public boolean signed() {
        return query.containsKey("t") && query.containsKey("c") && query.containsKey("s") && query.containsKey("h");
    }
}
