package dev.aks4j.tests.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.internal.cluster.api.ApiProperties;
import dev.aks4j.core.internal.cluster.api.ApiProperty;
import dev.aks4j.core.internal.cluster.api.Misfits;
import dev.aks4j.core.internal.cluster.api.Misfits.Kind;
import dev.aks4j.core.internal.cluster.api.Misfits.Misfit;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.tests.Jackson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Each property of each type in each stable version: what a version does not know, the SDK refuses before it is sent and
 * names the first version that has it, and the simulator, whose table and code are its own, answers as Azure does; what the
 * version knows, neither refuses for that.
 */
class EveryVersionKnowsItsPropertiesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the definitions have for pools within a cluster, and the service was seen to refuse there. */
    private static final Set<String> NOT_READ_IN_CLUSTERS = Set.of(
            "/properties/agentPoolProfiles[]/artifactStreamingProfile",
            "/properties/agentPoolProfiles[]/securityProfile/sshAccess",
            "/properties/securityProfile/sshAccess");

    private static final Map<String, String> PATHS = Map.of(
            "managedClusters", "",
            "managedClusters/agentPools", "/agentPools/probe",
            "managedClusters/maintenanceConfigurations", "/maintenanceConfigurations/default",
            "managedClusters/identityBindings", "/identityBindings/probe",
            "managedClusters/trustedAccessRoleBindings", "/trustedAccessRoleBindings/probe",
            "managedClusters/managedNamespaces", "/managedNamespaces/probe");

    private Surroundings around = new Surroundings();
    private int asked;

    @AfterEach
    void close() {
        around.close();
    }

    @Test
    void whatAVersionDoesNotKnowIsRefusedOfflineAndBySimulatedAzureAndNothingElse() throws Exception {
        List<String> wrong = new ArrayList<>();
        Set<String> newer = new TreeSet<>();
        for (String type : PATHS.keySet()) {
            ApiProperties all = ApiProperties.of(type);
            for (ApiProperty property : all.all()) {
                for (AksApiVersion version : AksApiVersion.values()) {
                    boolean known = version.isAtLeast(first(all, property));
                    boolean old = property.since() == AksApiVersion.V2025_09_01;
                    if (old && version != AksApiVersion.V2025_09_01) {
                        continue;
                    }
                    if (!known) {
                        newer.add(type + property.place());
                    }
                    ObjectNode document = document(property);
                    judge(type, all, property, version, known, document, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(newer).as("properties that some older version lacks").hasSizeGreaterThan(40);
    }

    /** The definitions have them there, and the service refuses them: they go by the pool's own API. */
    @Test
    void whatTheServiceDoesNotReadWithinClustersIsRefusedThere() {
        for (String place : NOT_READ_IN_CLUSTERS) {
            ApiProperties all = ApiProperties.of("managedClusters");
            all.all().stream()
                    .filter(property -> property.isLeaf() && property.place().startsWith(place))
                    .filter(property -> AksApiVersion.V2026_05_01.isAtLeast(property.since()))
                    .forEach(property -> assertThat(
                                    code("managedClusters", AksApiVersion.V2026_05_01, document(property)))
                            .as(property.place())
                            .isEqualTo("UnmarshalError"));
        }
    }

    private void judge(
            String type,
            ApiProperties all,
            ApiProperty property,
            AksApiVersion version,
            boolean known,
            ObjectNode document,
            List<String> wrong) {
        List<Misfit> misfits = Misfits.of(all, "resource", "", Jackson.json(document), version).stream()
                .filter(misfit -> misfit.kind() == Kind.NEWER || misfit.kind() == Kind.UNKNOWN)
                .toList();
        String where = type + property.place() + " in " + version;
        boolean readable = property.writableSince().map(version::isAtLeast).orElse(true);
        if (misfits.isEmpty() != (known && readable)) {
            wrong.add(where + ": offline " + misfits);
        } else if (!known
                && misfits.stream().noneMatch(misfit -> misfit.toString().contains(since(all, property)))) {
            wrong.add(where + ": offline names no version: " + misfits);
        }
        if (NOT_READ_IN_CLUSTERS.stream().anyMatch(property.place()::startsWith)) {
            return;
        }
        String code = code(type, version, document);
        boolean unread = code.equals("UnmarshalError");
        boolean noSuchType = !known && type.endsWith("identityBindings");
        if (unread == known && !noSuchType) {
            wrong.add(where + ": simulated Azure answers " + code);
        }
    }

    private static String since(ApiProperties all, ApiProperty property) {
        return first(all, property).name();
    }

    /** Returns the first version that knows a place and all that it stands in. */
    private static AksApiVersion first(ApiProperties all, ApiProperty property) {
        AksApiVersion first = property.since();
        String place = property.place();
        for (int end = place.lastIndexOf('/'); end > 0; end = place.lastIndexOf('/', end - 1)) {
            AksApiVersion above =
                    all.at(place.substring(0, end)).map(ApiProperty::since).orElse(first);
            first = above.isAtLeast(first) ? above : first;
        }
        return first;
    }

    private String code(String type, AksApiVersion version, ObjectNode document) {
        if (++asked % 400 == 0) {
            around.close();
            around = new Surroundings();
        }
        Response answer =
                around.put(around.clusterId("none" + asked) + PATHS.get(type), version.value(), document.toString());
        around.advance(Duration.ofSeconds(2));
        JsonNode body = Surroundings.json(answer);
        return (body.has("error") ? body.path("error") : body).path("code").asText();
    }

    /** Returns a document that holds the place and nothing beside it. */
    private static ObjectNode document(ApiProperty property) {
        ObjectNode root = JSON.createObjectNode();
        JsonNode at = root;
        String[] steps = property.place().substring(1).split("/");
        for (int i = 0; i < steps.length; i++) {
            boolean last = i == steps.length - 1;
            boolean list = steps[i].endsWith("[]");
            String name = steps[i].equals("*") ? "key" : steps[i].replace("[]", "");
            if (list) {
                ArrayNode array = ((ObjectNode) at).putArray(name);
                at = array.addObject();
            } else if (last) {
                ((ObjectNode) at).set(name, value(property.type()));
            } else {
                at = ((ObjectNode) at).putObject(name);
            }
        }
        return root;
    }

    private static JsonNode value(String type) {
        if (type.endsWith("[]") || type.equals("list")) {
            return JSON.createArrayNode();
        }
        return switch (type) {
            case "object", "map" -> JSON.createObjectNode();
            case "integer", "number" -> JSON.getNodeFactory().numberNode(1);
            case "boolean" -> JSON.getNodeFactory().booleanNode(true);
            default -> JSON.getNodeFactory().textNode("2026-01-01T00:00:00Z");
        };
    }
}
