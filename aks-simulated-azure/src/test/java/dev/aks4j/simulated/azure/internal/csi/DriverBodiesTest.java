package dev.aks4j.simulated.azure.internal.csi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.controller.CloudVolumes.Wanted;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What the simulated drivers send to Azure, against what the real ones were seen to send for the same parameters. */
class DriverBodiesTest {

    private static final Path DATA = Path.of(System.getProperty(
            "aks4j.drivers", "../aks-storage/src/test/resources/dev/aks4j/storage/drivers.jsonl.gz"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOURCE =
            "/subscriptions/subs/resourceGroups/rg/providers/Microsoft.Compute/disks/pvc-1";

    @Test
    void disksAreMadeAsTheDriverMakesThem() throws IOException {
        differences("disk", "body", 300, (it, found) -> {
            long size = it.at("/body/properties/diskSizeGB").asLong();
            compare(DiskBodies.disk(wanted("disk.csi.azure.com", it, size), "westus"), it.get("body"), found);
        });
    }

    @Test
    void snapshotsAreTakenAsTheDriverTakesThem() throws IOException {
        differences(
                "snapshot",
                "body",
                20,
                (it, found) -> compare(
                        DiskBodies.snapshot(SOURCE, texts(it.path("parameters")), "westus"), it.get("body"), found));
    }

    @Test
    void attributesChangeAsTheDriverChangesThem() throws IOException {
        differences(
                "disk-modify",
                "body",
                100,
                (it, found) -> compare(
                        DiskBodies.change(
                                texts(it.path("mutable")), it.path("current").asText()),
                        it.get("body"),
                        found));
    }

    @Test
    void sharesAreMadeAsTheDriverMakesThem() throws IOException {
        differences("file", "request", 500, (it, found) -> {
            AccountRequest ours = AccountRequest.ofShare(
                    wanted("file.csi.azure.com", it, it.at("/request/size").asLong()));
            account(ours, it, found);
            JsonNode real = it.get("request");
            ObjectNode share = ours.share();
            text("share", part(ours, real.path("share"), "shop", "data"), real.path("share"), found);
            text("protocol", share.path("enabledProtocols").asText("SMB"), real.path("protocol"), found);
            text("squash", share.path("rootSquash").asText(), real.path("rootSquash"), found);
            text("tier", share.path("accessTier").asText(), real.path("shareAccessTier"), found);
            text("iops", share.path("provisionedIops").asText(), real.path("iops"), found);
            text("bandwidth", share.path("provisionedBandwidthMibps").asText(), real.path("bandwidth"), found);
        });
    }

    @Test
    void containersAreMadeAsTheDriverMakesThem() throws IOException {
        differences("blob", "request", 500, (it, found) -> {
            AccountRequest ours = AccountRequest.ofContainer(wanted("blob.csi.azure.com", it, 10));
            account(ours, it, found);
            String part = part(ours, it.at("/request/container"), "space", "claim");
            text("container", part, it.at("/request/container"), found);
        });
    }

    /** Some were asked with the names of a claim, as AKS asks, and some without. */
    private static String part(AccountRequest ours, JsonNode real, String namespace, String claim) {
        return real.asText().contains("${")
                ? ours.part()
                : ours.part()
                        .replace("${pvc.metadata.name}", claim)
                        .replace("${pvc.metadata.namespace}", namespace)
                        .replace("${pv.metadata.name}", "pvc-1");
    }

    private static void account(AccountRequest ours, JsonNode it, List<String> found) {
        JsonNode real = it.at("/request/account");
        text("name", ours.name(), real.path("Name"), found);
        text("sku", ours.sku(), real.path("Type"), found);
        text("kind", ours.kind(), real.path("Kind"), found);
        text("group", ours.group().orElse("rg"), real.path("ResourceGroup"), found);
        text("region", ours.region().orElse(""), real.path("Location"), found);
        text("https", "" + ours.httpsOnly(), real.path("EnableHTTPSTrafficOnly"), found);
        text("endpoint", ours.privateEndpoint() ? "true" : "", real.path("CreatePrivateEndpoint"), found);
        text("keys", ours.sharedKeys().map(Object::toString).orElse(""), real.path("AllowSharedKeyAccess"), found);
        text("identities", ours.smbIdentities() ? "true" : "", real.path("IsSmbOAuthEnabled"), found);
        text("folders", ours.hierarchical() ? "true" : "", real.path("IsHnsEnabled"), found);
        text("nfs", ours.nfsContainers() ? "true" : "", real.path("EnableNfsV3"), found);
        text("public", ours.publicAccess().orElse(""), real.path("PublicNetworkAccess"), found);
        text(
                "subnets",
                ours.serviceEndpoint() ? "true" : "",
                JSON.valueToTree(real.path("VirtualNetworkResourceIDs").isArray() ? "true" : ""),
                found);
        compare(ours.tags(), real.path("Tags"), found);
    }

    private static void text(String what, String ours, JsonNode real, List<String> found) {
        String text = real.isNull() ? "" : real.asText();
        if (!ours.equals(text)) {
            found.add(what + ": " + ours + ", not " + text);
        }
    }

    private static void compare(JsonNode ours, JsonNode real, List<String> found) {
        if (!normal(ours).equals(normal(real))) {
            found.add(ours + ", not " + real);
        }
    }

    private static void differences(String driver, String answer, int least, BiConsumer<JsonNode, List<String>> check)
            throws IOException {
        List<JsonNode> cases = cases(driver, answer);
        List<String> all = new ArrayList<>();
        for (JsonNode it : cases) {
            List<String> found = new ArrayList<>();
            check.accept(it, found);
            found.forEach(one -> all.add(it.path("parameters") + " " + it.path("mutable") + " " + one));
        }
        assertThat(cases).as("what was asked").hasSizeGreaterThan(least);
        assertThat(String.join("\n", all)).isEmpty();
    }

    private static Wanted wanted(String driver, JsonNode it, long gib) {
        Map<String, String> all = new LinkedHashMap<>(texts(it.path("parameters")));
        texts(it.path("mutable")).forEach((key, value) -> {
            all.keySet().removeIf(key::equalsIgnoreCase);
            all.put(key, value);
        });
        return new Wanted(driver, "pvc-1", "", "", gib, all, "", Optional.empty());
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** Numbers of either width are the same number. */
    private static JsonNode normal(JsonNode node) {
        try {
            return JSON.readTree(node.toString());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static List<JsonNode> cases(String driver, String answer) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(DATA)), StandardCharsets.UTF_8))) {
            List<JsonNode> all = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode it = JSON.readTree(line);
                // Of two names for the type, Go takes either.
                boolean both = texts(it.path("parameters")).keySet().stream()
                                .filter(key -> key.matches("(?i)skuName|storageAccountType"))
                                .count()
                        > 1;
                if (it.path("driver").asText().equals(driver) && it.has(answer) && !both) {
                    all.add(it);
                }
            }
            return all;
        }
    }
}
