package dev.aks4j.simulated.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.Recording.Step;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends the requests of a recording to a simulator, in order and in virtual time, and notes what answers differ in. */
final class Replay {

    /** Recordings do not say in which version they were made. Of a preview it is not known what it reads and shows: all. */
    static final String LENIENT = "?api-version=2025-08-02-preview";

    private static final Pattern GIVEN = Pattern.compile("<(\\w+) of (\\d+|the last)>");
    private static final Set<String> HEADERS = Set.of("azure-asyncoperation", "location");
    private static final int PATIENCE = 240;

    private final AzureSimulator azure = AzureSimulator.builder()
            .subscription("00000000-0000-0000-0000-000000000000")
            .build();
    private final RawClient client = RawClient.of(azure);
    private final Recording recording;
    private final List<Response> answers = new ArrayList<>();
    private final List<Difference> differences = new ArrayList<>();
    private Optional<Response> last = Optional.empty();
    private int exact;
    private int byForm;

    /**
     * Something in which an answer differs from the recorded one.
     *
     * @param step the number of the step, from 0
     * @param pointer where, or {@code status} or {@code header}
     * @param recorded what was recorded; missing if nothing was
     * @param actual what the simulator answers; missing if nothing is there
     */
    record Difference(int step, String pointer, JsonNode recorded, JsonNode actual) {

        @Override
        public String toString() {
            return "step " + step + " " + pointer + ": recorded " + recorded + ", simulated " + actual;
        }
    }

    Replay(Recording recording) {
        this.recording = recording;
    }

    RawClient client() {
        return client;
    }

    List<Difference> differences() {
        return differences;
    }

    /** Returns how many values were compared with a recorded value. */
    int exact() {
        return exact;
    }

    /** Returns how many values were compared with a placeholder: of the right form, whatever they are. */
    int byForm() {
        return byForm;
    }

    /** Returns the values that answer a step. */
    JsonNode answer(int step) {
        return AzureJson.parse(answers.get(step).body()).orElseThrow();
    }

    /** Sends a request that is not in the recording, but must have been sent. */
    void unrecorded(Response begun) {
        last = Optional.of(begun);
    }

    void run(Gaps gaps) {
        gaps.before(0, this);
        for (int i = 0; i < recording.steps().size(); i++) {
            if (i > 0) {
                gaps.before(i, this);
            }
            Step step = recording.steps().get(i);
            Response response = step.writes() ? write(i, step, gaps) : read(step);
            answers.add(response);
            compare(i, step, response);
        }
    }

    /** A write that Azure took was not sent while another one was under way, unless it may. */
    private Response write(int number, Step step, Gaps gaps) {
        String path = path(step);
        boolean anyTime = step.method().equals("DELETE") || path.endsWith("/abort");
        Matcher cluster = Pattern.compile("(.*/managedClusters/[^/]+).*").matcher(path);
        if (!anyTime && cluster.matches()) {
            settle(cluster.group(1));
        }
        ObjectNode body = step.request()
                .map(this::translate)
                .or(() -> gaps.request(number, this))
                .orElseGet(AzureJson::object);
        Response response = client.send(step.method(), path + (path.contains("?") ? "" : LENIENT), body);
        if (response.headers().containsKey("Azure-AsyncOperation") && path.contains("virtualNetworks")) {
            client.follow(response);
        }
        return response;
    }

    /** Advances until nothing is under way on a cluster. */
    void settle(String cluster) {
        for (int i = 0; i < PATIENCE; i++) {
            Response read = client.get(cluster);
            if (read.status() == 404
                    || RawClient.at(read, "/properties/provisioningState")
                            .asText()
                            .matches("Succeeded|Failed|Canceled")) {
                return;
            }
            client.advance(Duration.ofSeconds(30));
        }
    }

    /** A read is repeated until it shows the recorded state, as the client did whose polls were not all kept. */
    private Response read(Step step) {
        String path = path(step);
        for (int i = 0; ; i++) {
            Response response = client.get(path);
            if (i == PATIENCE || state(response).equals(state(step))) {
                return response;
            }
            client.advance(Duration.ofSeconds(30));
        }
    }

    private static String state(Step step) {
        String state = String.valueOf(step.status());
        for (String pointer :
                List.of("/status", "/properties/provisioningState", "/value/0/properties/provisioningState")) {
            state += " "
                    + Optional.ofNullable(step.answer().get(pointer))
                            .map(JsonNode::asText)
                            .orElse("");
        }
        return state;
    }

    private static String state(Response response) {
        JsonNode body =
                AzureJson.parse(response.body()).map(JsonNode.class::cast).orElseGet(AzureJson::object);
        return response.status() + " " + body.path("status").asText() + " "
                + body.at("/properties/provisioningState").asText() + " "
                + body.at("/value/0/properties/provisioningState").asText();
    }

    private String path(Step step) {
        Matcher given = GIVEN.matcher(step.path());
        if (!given.matches()) {
            return step.path();
        }
        Response giver =
                given.group(2).equals("the last") ? last.orElseThrow() : answers.get(Integer.parseInt(given.group(2)));
        return switch (given.group(1)) {
            case "status" -> giver.headers().get("Azure-AsyncOperation");
            case "result" -> giver.headers().get("Location");
            case "nextLink" -> RawClient.at(giver, "/nextLink").asText();
            default -> throw new IllegalArgumentException(step.path());
        };
    }

    /**
     * Says to the simulator what the request said to the Azure of its day: versions of then are versions of now, who
     * left the network model open meant kubenet until 2024, and the issuer was off unless one asked for it.
     */
    private ObjectNode translate(ObjectNode request) {
        JsonNode network = request.at("/properties/networkProfile");
        if (network instanceof ObjectNode open) {
            if (recording.recorded().compareTo("2025") < 0) {
                AzureJson.orElse(open, "networkPlugin", "kubenet");
            }
            ObjectNode properties = (ObjectNode) request.path("properties");
            if (recording.recorded().compareTo("2026") < 0) {
                AzureJson.orElse(AzureJson.child(properties, "oidcIssuerProfile"), "enabled", false);
            }
        }
        return AzureJson.read(AzureJson.compact(request)
                .replace("<minor>", "1.36")
                .replace("<patch>", "1.36.4")
                .replace("<key>", "ssh-rsa AAAA"));
    }

    private void compare(int number, Step step, Response response) {
        value(number, "status", AzureJson.of(step.status()), AzureJson.of(response.status()));
        Set<String> headers = new TreeSet<>(HEADERS);
        headers.retainAll(response.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList());
        for (String header : HEADERS) {
            value(
                    number,
                    header,
                    AzureJson.of(step.headers().contains(header)),
                    AzureJson.of(headers.contains(header)));
        }
        Map<String, JsonNode> actual = AzureJson.parse(response.body())
                .map(body -> step.shapeOnly() ? Recording.shape(body) : Recording.flat(body))
                .orElseGet(TreeMap::new);
        Set<String> pointers = new TreeSet<>(actual.keySet());
        pointers.addAll(step.answer().keySet());
        JsonNode missing = AzureJson.object().path("missing");
        for (String pointer : pointers) {
            value(number, pointer, step.answer().getOrDefault(pointer, missing), actual.getOrDefault(pointer, missing));
        }
    }

    private void value(int number, String pointer, JsonNode recorded, JsonNode actual) {
        if (Template.literal(recorded)) {
            exact++;
        } else {
            byForm++;
        }
        if (!Template.fits(recorded, actual)) {
            differences.add(new Difference(number, pointer, recorded, actual));
        }
    }
}
