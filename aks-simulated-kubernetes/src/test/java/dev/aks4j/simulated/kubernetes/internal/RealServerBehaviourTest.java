package dev.aks4j.simulated.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.TestCluster.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a real API server does and common doubles do not; one test for each difference. */
class RealServerBehaviourTest {

    private static final String NS = "/api/v1/namespaces/default";
    private static final String APPS = "/apis/apps/v1/namespaces/default";
    private static final String MAP = "{\"metadata\":{\"name\":\"%s\"},\"data\":{\"k\":\"v\"}}";

    private final TestCluster cluster = new TestCluster();

    private static String deployment(String name, String app, String template) {
        return "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"" + name
                + "\"},\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"" + app
                + "\"}},\"template\":{\"metadata\":{\"labels\":{\"app\":\"" + template
                + "\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"nginx\"}]}}}}";
    }

    private Reply map(String name) {
        return cluster.call("POST", NS + "/configmaps", MAP.formatted(name));
    }

    @Test
    void namesAreValidated() {
        assertThat(map("upper-case.ok").status()).isEqualTo(201);
        Reply wrong = map("Upper_Case!");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.message()).startsWith("ConfigMap \"Upper_Case!\" is invalid: metadata.name: Invalid value:");
        assertThat(wrong.at("/details/causes/0/field")).isEqualTo("metadata.name");
        assertThat(map("a".repeat(300)).message()).contains("must be no more than 253 characters");
    }

    @Test
    void objectsWithoutRequiredPartsAreRefused() {
        Reply pod = cluster.call("POST", NS + "/pods", "{\"metadata\":{\"name\":\"p\"},\"spec\":{}}");
        assertThat(pod.status()).isEqualTo(422);
        assertThat(pod.message()).contains("spec.containers: Required value");
        Reply port = cluster.call(
                "POST", NS + "/services", "{\"metadata\":{\"name\":\"s\"},\"spec\":{\"ports\":[{\"port\":99999}]}}");
        assertThat(port.message()).contains("spec.ports[0].port: Invalid value: 99999: must be between 1 and 65535");
        Reply mismatch = cluster.call("POST", APPS + "/deployments", deployment("d", "a", "b"));
        assertThat(mismatch.message()).contains("`selector` does not match template `labels`");
        assertThat(cluster.call("POST", APPS + "/deployments", deployment("d", "a", "a"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void unknownFieldsAreRefusedOrWarnedOfOrDropped() {
        String body = "{\"metadata\":{\"name\":\"%s\"},\"dta\":{\"k\":\"v\"}}";
        Reply strict = cluster.call("POST", NS + "/configmaps?fieldValidation=Strict", body.formatted("a"));
        assertThat(strict.status()).isEqualTo(400);
        assertThat(strict.message())
                .isEqualTo(
                        "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: unknown"
                                + " field \"dta\"");
        Reply warned = cluster.call("POST", NS + "/configmaps?fieldValidation=Warn", body.formatted("b"));
        assertThat(warned.status()).isEqualTo(201);
        assertThat(warned.response().headers()).containsEntry("Warning", "299 - \"unknown field \\\"dta\\\"\"");
        assertThat(warned.json().has("dta")).isFalse();
        Reply twice = cluster.call(
                "POST", NS + "/configmaps?fieldValidation=Strict", "{\"metadata\":{\"name\":\"c\",\"name\":\"d\"}}");
        assertThat(twice.message()).contains("duplicate field \"metadata.name\"");
    }

    @Test
    void aKindIsOnlyAcceptedAtItsOwnPath() {
        Reply wrong = cluster.call(
                "POST",
                NS + "/configmaps",
                "{\"apiVersion\":\"v9\",\"kind\":\"Nonsense\",\"metadata\":{\"name\":\"n\"}}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.message()).contains("cannot be handled as a ConfigMap");
    }

    @Test
    void valuesOfTheWrongTypeAreRefused() {
        String text = deployment("d", "a", "a").replace("\"selector\"", "\"replicas\":\"three\",\"selector\"");
        Reply wrong = cluster.call("POST", APPS + "/deployments", text);
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.message())
                .contains(
                        "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32");
    }

    @Test
    void tooMuchDataIsRefused() {
        String data = "x".repeat(2_000_000);
        Reply big = cluster.call(
                "POST", NS + "/configmaps", "{\"metadata\":{\"name\":\"b\"},\"data\":{\"k\":\"" + data + "\"}}");
        assertThat(big.status()).isEqualTo(422);
        assertThat(big.message()).contains("Too long: may not be more than 1048576 bytes");
        String huge = "x".repeat(3_200_000);
        assertThat(cluster.call(
                                "POST",
                                NS + "/configmaps",
                                "{\"metadata\":{\"name\":\"b\"},\"data\":{\"k\":\"" + huge + "\"}}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void customResourcesFollowTheirSchema() {
        Reply definition = cluster.call("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
                {"metadata":{"name":"widgets.shop.io"},"spec":{"group":"shop.io","scope":"Namespaced",
                "names":{"plural":"widgets","kind":"Widget","shortNames":["wd"]},"versions":[{"name":"v1","served":true,
                "storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{"type":"object","properties":{
                "spec":{"type":"object","required":["size"],"properties":{"size":{"type":"integer","minimum":1},
                "color":{"type":"string","default":"red"}}},"status":{"type":"object","properties":{"ok":{"type":"boolean"}}}}}}}]}}
                """);
        assertThat(definition.status()).isEqualTo(201);
        assertThat(cluster.call("GET", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.shop.io")
                        .json()
                        .at("/status/conditions")
                        .findValuesAsText("type"))
                .contains("Established");
        String path = "/apis/shop.io/v1/namespaces/default/widgets";
        String widget =
                "{\"apiVersion\":\"shop.io/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"%s\"},\"spec\":%s}";
        Reply good = cluster.call("POST", path, widget.formatted("a", "{\"size\":3,\"junk\":1}"));
        assertThat(good.at("/spec/color")).isEqualTo("red");
        assertThat(good.json().at("/spec").has("junk")).isFalse();
        Reply bad = cluster.call("POST", path, widget.formatted("b", "{\"size\":\"big\"}"));
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.message()).contains("spec.size in body must be of type integer: \"string\"");
        assertThat(cluster.call("POST", path, widget.formatted("c", "{}")).message())
                .contains("spec.size: Required value");
        Reply status = cluster.patch(
                path + "/a/status", "merge-patch+json", "{\"spec\":{\"size\":9},\"status\":{\"ok\":true}}");
        assertThat(status.at("/spec/size")).isEqualTo("3");
        assertThat(status.at("/status/ok")).isEqualTo("true");
        assertThat(cluster.patch(path + "/a", "strategic-merge-patch+json", "{}")
                        .status())
                .isEqualTo(415);
        cluster.call("DELETE", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.shop.io");
        assertThat(cluster.call("GET", path).status()).isEqualTo(404);
    }

    @Test
    void theTypesOfTheSnapshotControllerAreThere() {
        String group = "/apis/snapshot.storage.k8s.io/v1";
        String object =
                "{\"apiVersion\":\"snapshot.storage.k8s.io/v1\",\"kind\":\"%s\",\"metadata\":{\"name\":\"a\"},%s}";
        String retained = object.formatted(
                "VolumeSnapshotClass", "\"driver\":\"disk.csi.azure.com\",\"deletionPolicy\":\"Retain\"");
        assertThat(cluster.call("POST", group + "/volumesnapshotclasses", retained)
                        .status())
                .isEqualTo(201);
        assertThat(cluster.call("POST", group + "/volumesnapshotclasses", retained.replace("Retain", "Recycle"))
                        .message())
                .contains("Unsupported value: \"Recycle\"");
        String snapshots = group + "/namespaces/default/volumesnapshots";
        String spec = "\"spec\":{\"source\":{%s}}";
        String claim = "\"persistentVolumeClaimName\":\"data\"";
        for (String source : List.of("", claim + ",\"volumeSnapshotContentName\":\"old\"")) {
            Reply refused = cluster.call("POST", snapshots, object.formatted("VolumeSnapshot", spec.formatted(source)));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.message()).contains("one and only one schema (oneOf)");
        }
        assertThat(cluster.call("POST", snapshots, object.formatted("VolumeSnapshot", spec.formatted(claim)))
                        .status())
                .isEqualTo(201);
        assertThat(cluster.call("GET", group + "/volumesnapshotcontents").status())
                .isEqualTo(200);
    }

    @Test
    void defaultsAndAddressesAreFilledIn() {
        Reply made = cluster.call("POST", APPS + "/deployments", deployment("d", "a", "a"));
        assertThat(made.at("/spec/replicas")).isEqualTo("1");
        assertThat(made.at("/spec/template/spec/restartPolicy")).isEqualTo("Always");
        assertThat(made.at("/spec/template/spec/containers/0/imagePullPolicy")).isEqualTo("Always");
        assertThat(made.json().at("/metadata/managedFields")).isNotEmpty();
        Reply service = cluster.call(
                "POST",
                NS + "/services",
                "{\"metadata\":{\"name\":\"s\"},\"spec\":{\"type\":\"NodePort\",\"ports\":[{\"port\":80}]}}");
        assertThat(service.at("/spec/clusterIP")).startsWith("10.0.");
        assertThat(Integer.parseInt(service.at("/spec/ports/0/nodePort"))).isBetween(30_000, 32_767);
        Reply secret =
                cluster.call("POST", NS + "/secrets", "{\"metadata\":{\"name\":\"s\"},\"stringData\":{\"a\":\"b\"}}");
        assertThat(secret.at("/data/a")).isEqualTo("Yg==");
        assertThat(secret.json().has("stringData")).isFalse();
        Reply claim = cluster.call(
                "POST",
                NS + "/persistentvolumeclaims",
                "{\"metadata\":{\"name\":\"c\"},\"spec\":{\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}}}");
        assertThat(claim.at("/spec/storageClassName")).isEqualTo("default");
        assertThat(cluster.call("GET", NS + "/serviceaccounts/default").status())
                .isEqualTo(200);
        assertThat(cluster.call("GET", "/api/v1/namespaces/default").at("/status/phase"))
                .isEqualTo("Active");
    }

    @Test
    void aNamespaceMustExist() {
        Reply made = cluster.call("POST", "/api/v1/namespaces/nowhere/configmaps", MAP.formatted("m"));
        assertThat(made.status()).isEqualTo(404);
        assertThat(made.message()).isEqualTo("namespaces \"nowhere\" not found");
        assertThat(cluster.call("GET", "/api/v1/namespaces").json().path("items"))
                .hasSize(4);
    }

    @Test
    void serverSideApplyCreatesMergesAndFindsConflicts() {
        String path = APPS + "/deployments/web?fieldManager=%s";
        String wanted = deployment("web", "a", "a").replace("\"selector\"", "\"replicas\":2,\"selector\"");
        assertThat(cluster.patch(path.formatted("one"), "apply-patch+yaml", wanted)
                        .status())
                .isEqualTo(201);
        assertThat(cluster.patch(path.formatted("one"), "apply-patch+yaml", wanted)
                        .status())
                .isEqualTo(200);
        String other = wanted.replace("\"replicas\":2", "\"replicas\":5");
        Reply conflict = cluster.patch(path.formatted("two"), "apply-patch+yaml", other);
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.message()).isEqualTo("Apply failed with 1 conflict: conflict with \"one\": .spec.replicas");
        assertThat(conflict.at("/details/causes/0/reason")).isEqualTo("FieldManagerConflict");
        Reply forced = cluster.patch(path.formatted("two") + "&force=true", "apply-patch+yaml", other);
        assertThat(forced.at("/spec/replicas")).isEqualTo("5");
        Reply unowned = cluster.patch(path.formatted("two"), "apply-patch+yaml", deployment("web", "a", "a"));
        assertThat(unowned.at("/spec/replicas"))
                .as("back to the default once nobody wants it")
                .isEqualTo("1");
    }

    @Test
    void serverSideApplyTakesYamlAndMergesListsByKey() {
        String one = """
                apiVersion: v1
                kind: Service
                metadata: {name: s}
                spec:
                  ports:
                  - {name: http, port: 80}
                """;
        String two = one.replace("{name: http, port: 80}", "{name: https, port: 443}");
        assertThat(cluster.patch(NS + "/services/s?fieldManager=one", "apply-patch+yaml", one)
                        .status())
                .isEqualTo(201);
        Reply both = cluster.patch(NS + "/services/s?fieldManager=two", "apply-patch+yaml", two);
        assertThat(both.json().at("/spec/ports")).hasSize(2);
        Reply unknown = cluster.patch(NS + "/services/s?fieldManager=two", "apply-patch+yaml", two + "  colour: red\n");
        assertThat(unknown.status()).isEqualTo(500);
        assertThat(unknown.message()).contains(".spec.colour: field not declared in schema");
    }

    @Test
    void strategicMergePatchMergesListsByKey() {
        cluster.call("POST", APPS + "/deployments", deployment("d", "a", "a"));
        Reply patched = cluster.patch(
                APPS + "/deployments/d",
                "strategic-merge-patch+json",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"side\",\"image\":\"envoy\"},{\"name\":\"c\",\"image\":\"nginx:2\"}]}}}}");
        assertThat(patched.json().at("/spec/template/spec/containers").findValuesAsText("image"))
                .containsExactly("nginx:2", "envoy");
        Reply deleted = cluster.patch(
                APPS + "/deployments/d",
                "strategic-merge-patch+json",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"side\",\"$patch\":\"delete\"}]}}}}");
        assertThat(deleted.json().at("/spec/template/spec/containers")).hasSize(1);
    }

    @Test
    void mergePatchReplacesListsAndRemovesWithNull() {
        cluster.call(
                "POST",
                NS + "/configmaps",
                "{\"metadata\":{\"name\":\"m\",\"finalizers\":[\"a.b/c\",\"a.b/d\"]},\"data\":{\"x\":\"1\",\"y\":\"2\"}}");
        Reply patched = cluster.patch(
                NS + "/configmaps/m",
                "merge-patch+json",
                "{\"metadata\":{\"finalizers\":[\"a.b/only\"]},\"data\":{\"x\":null}}");
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.json().at("/metadata/finalizers")).hasSize(1);
        assertThat(patched.json().at("/data").has("x")).isFalse();
        assertThat(patched.at("/data/y")).isEqualTo("2");
    }

    @Test
    void dryRunChangesNothing() {
        assertThat(cluster.call("POST", NS + "/configmaps?dryRun=All", MAP.formatted("m"))
                        .status())
                .isEqualTo(201);
        assertThat(cluster.call("GET", NS + "/configmaps/m").status()).isEqualTo(404);
        map("m");
        assertThat(cluster.call("DELETE", NS + "/configmaps/m?dryRun=All").status())
                .isEqualTo(200);
        assertThat(cluster.call("DELETE", NS + "/configmaps/m", "{\"dryRun\":[\"All\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(cluster.call("GET", NS + "/configmaps/m").status()).isEqualTo(200);
    }

    @Test
    void generatedNamesEndInFiveCharacters() {
        Reply made = cluster.call("POST", NS + "/configmaps", "{\"metadata\":{\"generateName\":\"job-\"}}");
        assertThat(made.at("/metadata/name")).matches("job-[bcdfghjklmnpqrstvwxz2456789]{5}");
    }

    @Test
    void aNewObjectMayNotHaveAResourceVersion() {
        Reply made =
                cluster.call("POST", NS + "/configmaps", "{\"metadata\":{\"name\":\"m\",\"resourceVersion\":\"1\"}}");
        assertThat(made.status()).isEqualTo(500);
        assertThat(made.message()).isEqualTo("resourceVersion should not be set on objects to be created");
    }

    @Test
    void deletionHonoursPreconditions() {
        Reply made = map("m");
        Reply refused = cluster.call("DELETE", NS + "/configmaps/m", "{\"preconditions\":{\"resourceVersion\":\"1\"}}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.message()).contains("the ResourceVersion in the precondition (1) does not match");
        assertThat(cluster.call("DELETE", NS + "/configmaps/m", "{\"preconditions\":{\"uid\":\"x\"}}")
                        .status())
                .isEqualTo(409);
        String uid = made.at("/metadata/uid");
        Reply gone = cluster.call("DELETE", NS + "/configmaps/m", "{\"preconditions\":{\"uid\":\"" + uid + "\"}}");
        assertThat(gone.at("/status")).isEqualTo("Success");
        assertThat(gone.at("/details/uid")).isEqualTo(uid);
    }

    @Test
    void aPlainWriteCannotSetTheStatus() {
        String pod =
                "{\"metadata\":{\"name\":\"p\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]},\"status\":{\"phase\":\"Running\"}}";
        assertThat(cluster.call("POST", NS + "/pods", pod).at("/status/phase")).isEqualTo("Pending");
        Reply plain = cluster.patch(NS + "/pods/p", "merge-patch+json", "{\"status\":{\"phase\":\"Failed\"}}");
        assertThat(plain.at("/status/phase")).isEqualTo("Pending");
        Reply proper = cluster.patch(NS + "/pods/p/status", "merge-patch+json", "{\"status\":{\"phase\":\"Failed\"}}");
        assertThat(proper.at("/status/phase")).isEqualTo("Failed");
    }

    @Test
    void immutableFieldsStay() {
        cluster.call("POST", APPS + "/deployments", deployment("d", "a", "a"));
        Reply selector = cluster.patch(
                APPS + "/deployments/d",
                "merge-patch+json",
                "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"b\"}},\"template\":{\"metadata\":{\"labels\":{\"app\":\"b\"}}}}}");
        assertThat(selector.status()).isEqualTo(422);
        assertThat(selector.message()).contains("spec.selector: Invalid value:").contains("field is immutable");
        Reply storage = cluster.patch(
                "/apis/storage.k8s.io/v1/storageclasses/managed-csi",
                "merge-patch+json",
                "{\"parameters\":{\"skuname\":\"x\"}}");
        assertThat(storage.message()).contains("parameters: Forbidden: updates to parameters are forbidden.");
        cluster.call(
                "POST",
                NS + "/configmaps",
                "{\"metadata\":{\"name\":\"i\"},\"immutable\":true,\"data\":{\"a\":\"b\"}}");
        assertThat(cluster.patch(NS + "/configmaps/i", "merge-patch+json", "{\"data\":{\"a\":\"c\"}}")
                        .message())
                .contains("data: Forbidden: field is immutable when `immutable` is set");
        cluster.call("POST", NS + "/configmaps", "{\"metadata\":{\"name\":\"f\",\"finalizers\":[\"a.b/c\"]}}");
        cluster.call("DELETE", NS + "/configmaps/f");
        Reply added = cluster.patch(
                NS + "/configmaps/f", "merge-patch+json", "{\"metadata\":{\"finalizers\":[\"a.b/c\",\"a.b/new\"]}}");
        assertThat(added.message()).contains("no new finalizers can be added if the object is being deleted");
    }

    @Test
    void setBasedSelectorsSelect() {
        for (String tier : List.of("web", "api", "db")) {
            cluster.call(
                    "POST",
                    NS + "/configmaps",
                    "{\"metadata\":{\"name\":\"" + tier + "\",\"labels\":{\"tier\":\"" + tier + "\"}}}");
        }
        assertThat(names("labelSelector=tier%20in%20(web,api)")).containsExactly("api", "web");
        assertThat(names("labelSelector=tier,tier%20notin%20(web)")).containsExactly("api", "db");
        assertThat(names("labelSelector=!tier")).containsExactly("kube-root-ca.crt");
        assertThat(names("labelSelector=tier%3Ddb")).containsExactly("db");
        assertThat(cluster.call("GET", NS + "/configmaps?labelSelector=tier%20inside%20(x)")
                        .status())
                .isEqualTo(400);
    }

    private List<String> names(String query) {
        List<String> names = new ArrayList<>();
        cluster.call("GET", NS + "/configmaps?" + query)
                .json()
                .path("items")
                .forEach(item -> names.add(item.at("/metadata/name").asText()));
        return names;
    }

    @Test
    void fieldSelectorsSelect() {
        cluster.withNodes(1);
        cluster.pass(10);
        int all = cluster.call("GET", "/api/v1/pods").json().path("items").size();
        int running = cluster.call("GET", "/api/v1/pods?fieldSelector=status.phase%3DRunning")
                .json()
                .path("items")
                .size();
        assertThat(running).isEqualTo(all).isPositive();
        assertThat(cluster.call("GET", "/api/v1/pods?fieldSelector=status.phase%21%3DRunning")
                        .json()
                        .path("items"))
                .isEmpty();
        assertThat(cluster.call("GET", "/api/v1/pods?fieldSelector=spec.nodeName%3Dnone")
                        .json()
                        .path("items"))
                .isEmpty();
        Reply wrong = cluster.call("GET", "/api/v1/pods?fieldSelector=spec.colour%3Dred");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.message()).isEqualTo("field label not supported: spec.colour");
    }

    @Test
    void listsArePagedConsistently() {
        for (int i = 0; i < 5; i++) {
            map("m" + i);
        }
        JsonNode first = cluster.call("GET", NS + "/configmaps?limit=2").json();
        assertThat(first.path("items")).hasSize(2);
        assertThat(first.at("/metadata/remainingItemCount").asInt()).isEqualTo(4);
        map("m9");
        String token = first.at("/metadata/continue").asText();
        JsonNode rest = cluster.call("GET", NS + "/configmaps?limit=10&continue=" + token)
                .json();
        assertThat(rest.path("items")).hasSize(4);
        assertThat(rest.at("/metadata").has("continue")).isFalse();
        assertThat(rest.at("/metadata/resourceVersion")).isEqualTo(first.at("/metadata/resourceVersion"));
    }

    @Test
    void watchesStartWhereTheyAreToldTo() {
        map("before");
        String version = cluster.call("GET", NS + "/configmaps").at("/metadata/resourceVersion");
        map("after");
        Watched watched = Watched.open(cluster, NS + "/configmaps?watch=true&resourceVersion=" + version);
        assertThat(watched.types()).containsExactly("ADDED");
        cluster.patch(NS + "/configmaps/after", "merge-patch+json", "{\"data\":{\"x\":\"y\"}}");
        cluster.call("DELETE", NS + "/configmaps/after");
        assertThat(watched.types()).containsExactly("ADDED", "MODIFIED", "DELETED");
        Reply future = cluster.call("GET", NS + "/configmaps?watch=true&resourceVersion=999999");
        assertThat(future.status()).isEqualTo(504);
        cluster.api.compact();
        Watched old = Watched.open(cluster, NS + "/configmaps?watch=true&resourceVersion=" + version);
        assertThat(old.types()).containsExactly("ERROR");
        assertThat(old.events().get(0).at("/object/code").asInt()).isEqualTo(410);
        assertThat(old.events().get(0).at("/object/reason").asText()).isEqualTo("Expired");
    }

    @Test
    void watchesSendInitialEventsAndBookmarks() {
        Watched watched = Watched.open(
                cluster,
                NS
                        + "/configmaps?watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan");
        assertThat(watched.types()).containsExactly("ADDED", "BOOKMARK");
        assertThat(watched.events()
                        .get(1)
                        .at("/object/metadata/annotations/k8s.io~1initial-events-end")
                        .asText())
                .isEqualTo("true");
        Watched short1 = Watched.open(
                cluster,
                NS + "/configmaps?watch=true&allowWatchBookmarks=true&timeoutSeconds=30&resourceVersion="
                        + cluster.call("GET", NS + "/configmaps").at("/metadata/resourceVersion"));
        cluster.pass(31);
        assertThat(short1.types()).containsExactly("BOOKMARK");
        assertThat(short1.isClosed()).isTrue();
    }

    @Test
    void watchesSeeObjectsEnterAndLeaveTheirSelector() {
        Watched watched = Watched.open(cluster, NS + "/configmaps?watch=true&labelSelector=on%3Dyes");
        map("m");
        cluster.patch(NS + "/configmaps/m", "merge-patch+json", "{\"metadata\":{\"labels\":{\"on\":\"yes\"}}}");
        cluster.patch(NS + "/configmaps/m", "merge-patch+json", "{\"metadata\":{\"labels\":{\"on\":\"no\"}}}");
        assertThat(watched.types()).containsExactly("ADDED", "DELETED");
    }

    @Test
    void subresourcesAnswerAsThemselves() {
        cluster.withNodes(1);
        cluster.call("POST", APPS + "/deployments", deployment("d", "a", "a"));
        cluster.pass(10);
        Reply scale = cluster.call("GET", APPS + "/deployments/d/scale");
        assertThat(scale.at("/kind")).isEqualTo("Scale");
        assertThat(scale.at("/status/selector")).isEqualTo("app=a");
        Reply scaled = cluster.patch(APPS + "/deployments/d/scale", "merge-patch+json", "{\"spec\":{\"replicas\":2}}");
        assertThat(scaled.at("/spec/replicas")).isEqualTo("2");
        cluster.pass(10);
        JsonNode pods = cluster.call("GET", NS + "/pods").json().path("items");
        assertThat(pods).hasSize(2);
        String name = pods.get(0).at("/metadata/name").asText();
        assertThat(cluster.call("GET", NS + "/pods/" + name + "/log").text()).isEmpty();
        Reply evicted = cluster.call(
                "POST",
                NS + "/pods/" + name + "/eviction",
                "{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{\"name\":\"" + name + "\"}}");
        assertThat(evicted.status()).isEqualTo(201);
        cluster.pass(2);
        assertThat(cluster.call("GET", NS + "/pods/" + name).status()).isEqualTo(404);
    }

    @Test
    void pathsOutsideTheObjectsAnswerAsThemselves() {
        assertThat(cluster.call("GET", "/healthz").text()).isEqualTo("ok");
        assertThat(cluster.call("GET", "/version").at("/gitVersion")).isEqualTo("v1.35.2");
        assertThat(cluster.call("GET", "/apis").at("/kind")).isEqualTo("APIGroupList");
        assertThat(cluster.call("GET", "/openapi/v3").json().at("/paths").has("apis/apps/v1"))
                .isTrue();
        assertThat(cluster.call("GET", "/nonsense").status()).isEqualTo(404);
        assertThat(cluster.call("GET", "/api/v1/nonsenses").message())
                .isEqualTo("the server could not find the requested resource");
        assertThat(cluster.client().supports(io.fabric8.kubernetes.api.model.Pod.class))
                .isTrue();
        assertThat(cluster.client().supports("shop.io/v1", "Widget")).isFalse();
    }

    @Test
    @DisplayName("core events and events.k8s.io events are the same objects with different fields")
    void eventsAreShownInBothGroups() {
        cluster.call(
                "POST",
                NS + "/events",
                "{\"metadata\":{\"name\":\"e\"},\"involvedObject\":{\"kind\":\"Pod\",\"name\":\"p\",\"namespace\":\"default\"},\"message\":\"hello\",\"reason\":\"R\"}");
        Reply core = cluster.call("GET", NS + "/events/e");
        assertThat(core.at("/apiVersion")).isEqualTo("v1");
        assertThat(core.at("/message")).isEqualTo("hello");
        Reply other = cluster.call("GET", "/apis/events.k8s.io/v1/namespaces/default/events/e");
        assertThat(other.at("/apiVersion")).isEqualTo("events.k8s.io/v1");
        assertThat(other.at("/note")).isEqualTo("hello");
        assertThat(other.at("/regarding/name")).isEqualTo("p");
    }

    @Test
    void controllersCollectCascadeAndStartPods() {
        cluster.withNodes(2);
        cluster.call("POST", "/api/v1/namespaces", "{\"metadata\":{\"name\":\"shop\"}}");
        cluster.call("POST", "/apis/apps/v1/namespaces/shop/deployments", deployment("web", "a", "a"));
        cluster.pass(10);
        assertThat(cluster.api.list("pods", "shop")).hasSize(1);
        cluster.call("DELETE", "/apis/apps/v1/namespaces/shop/deployments/web");
        cluster.pass(5);
        assertThat(cluster.api.list("replicasets.apps", "shop")).isEmpty();
        assertThat(cluster.api.list("pods", "shop")).isEmpty();
        cluster.call("POST", "/apis/apps/v1/namespaces/shop/deployments", deployment("web", "a", "a"));
        cluster.pass(10);
        assertThat(cluster.call("DELETE", "/api/v1/namespaces/shop").at("/status/phase"))
                .isEqualTo("Terminating");
        Reply late = cluster.call("POST", "/api/v1/namespaces/shop/configmaps", MAP.formatted("late"));
        assertThat(late.status()).isEqualTo(403);
        assertThat(late.message()).contains("because it is being terminated");
        cluster.pass(5);
        assertThat(cluster.call("GET", "/api/v1/namespaces/shop").status()).isEqualTo(404);
        assertThat(cluster.api.list("pods", "shop")).isEmpty();
    }

    @Test
    void orphanedAndForegroundDeletionsDoAsTheySay() {
        cluster.call("POST", APPS + "/deployments", deployment("d", "a", "a"));
        cluster.call("DELETE", APPS + "/deployments/d", "{\"propagationPolicy\":\"Orphan\"}");
        assertThat(cluster.api.list("deployments.apps", "default")).hasSize(1);
        cluster.pass(1);
        assertThat(cluster.api.list("deployments.apps", "default")).isEmpty();
        assertThat(cluster.api.list("replicasets.apps", "default")).hasSize(1);
        cluster.call("POST", APPS + "/deployments", deployment("e", "e", "e"));
        cluster.call("DELETE", APPS + "/deployments/e", "{\"propagationPolicy\":\"Foreground\"}");
        cluster.pass(5);
        assertThat(cluster.api.list("deployments.apps", "default")).isEmpty();
        assertThat(cluster.api.list("replicasets.apps", "default")).hasSize(1);
    }

    @Test
    void updatesWithAnOldVersionConflict() {
        Reply made = map("m");
        cluster.patch(NS + "/configmaps/m", "merge-patch+json", "{\"data\":{\"k\":\"w\"}}");
        Reply stale = cluster.call("PUT", NS + "/configmaps/m", made.text());
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on configmaps \"m\": the object has been modified; please apply"
                                + " your changes to the latest version and try again");
    }

    @Test
    void tablesHaveTheColumnsOfKubectl() {
        cluster.withNodes(1);
        Reply table = cluster.call(
                "GET",
                "/api/v1/nodes",
                "",
                Map.of("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"));
        assertThat(table.at("/kind")).isEqualTo("Table");
        assertThat(table.json().path("columnDefinitions").findValuesAsText("name"))
                .startsWith("Name", "Status", "Roles", "Age", "Version");
        assertThat(table.at("/rows/0/cells/1")).isEqualTo("Ready");
    }
}
