package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a simulator answered before it was saved, it answers after it was loaded, and goes on as it would have. */
class StateFileTest {

    private static final String SECRET = "Hunter2-Hunter2-Hunter2";

    private final AzureSimulator azure =
            AzureSimulator.builder().seed(11).keepState().build();
    private final RawClient client = RawClient.of(azure);
    private final List<String> operations = new ArrayList<>();

    @TempDir
    private Path folder;

    private Response put(String path, String body) {
        Response response = client.put(path, body);
        assertThat(response.status())
                .as(path + new String(response.body(), StandardCharsets.UTF_8))
                .isBetween(200, 202);
        String operation = response.headers().get("Azure-AsyncOperation");
        if (operation != null) {
            operations.add(operation);
        }
        return response;
    }

    private String provider(String rest) {
        return client.group("rg") + "/providers/" + rest;
    }

    /** One resource at least of each provider, a test's own acts, faults that happened, and work under way. */
    private void fill() {
        put(client.group("rg"), "{'location':'westeurope','tags':{'team':'shop'}}");
        azure.quota("westeurope").cores("standardDDSv5Family", 900);
        azure.vmSizes("westeurope").restrict("Standard_D8s_v3");
        String app = azure.addApplication("ci", SECRET);
        azure.addResource(provider("Microsoft.ContainerRegistry/registries/images"));
        azure.deny("owner", "Microsoft.Network/virtualNetworks", "/tags/owner", "nobody");
        azure.addGroup(azure.principalId());
        azure.commands().answer("helm *", 0, "deployed");
        put(
                provider("Microsoft.Network/virtualNetworks/net?api-version=2024-05-01"),
                "{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.20.0.0/16']},"
                        + "'subnets':[{'name':'nodes','properties':{'addressPrefix':'10.20.0.0/22'}}]}}");
        String principal = RawClient.at(
                        put(
                                provider("Microsoft.ManagedIdentity/userAssignedIdentities/id-shop"
                                        + "?api-version=2023-01-31"),
                                "{'location':'westeurope'}"),
                        "/properties/principalId")
                .asText();
        put(
                provider("Microsoft.Storage/storageAccounts/account11?api-version=2023-05-01"),
                "{'location':'westeurope','kind':'StorageV2','sku':{'name':'Standard_LRS'},'properties':{}}");
        put(
                provider("Microsoft.Compute/disks/disk?api-version=2024-03-02"),
                "{'location':'westeurope','sku':{'name':'Premium_LRS'},'properties':{'diskSizeGB':16,"
                        + "'creationData':{'createOption':'Empty'}}}");
        put(
                provider("Microsoft.ServiceNetworking/trafficControllers/gateway?api-version=2023-11-01"),
                "{'location':'westeurope','properties':{}}");
        put(
                client.group("rg") + "/providers/Microsoft.Authorization/roleAssignments/"
                        + "3f1d7c2e-0000-4000-8000-000000000001?api-version=2022-04-01",
                "{'properties':{'principalType':'ServicePrincipal','principalId':'" + principal
                        + "','roleDefinitionId':'/subscriptions/"
                        + azure.subscriptionId()
                        + "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7'}}");
        put(
                provider("Microsoft.Resources/deployments/first?api-version=2022-09-01"),
                "{'properties':{'mode':'Incremental','parameters':{'word':{'value':'" + SECRET + "'}},'template':{"
                        + "'$schema':'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',"
                        + "'contentVersion':'1.0.0.0','parameters':{'word':{'type':'securestring'}},'resources':[]}}}");
        azure.faults().on("PUT", "**/managedClusters/shop").cause(Fault.slow(2));
        put(
                client.cluster("rg", "shop"),
                "{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':{'dnsPrefix':'shop',"
                        + "'agentPoolProfiles':[{'name':'system','mode':'System','count':2,"
                        + "'vmSize':'Standard_D4ds_v5'}]}}");
        azure.time().advance(Duration.ofMinutes(20));
        azure.faults().on("PUT", "**/agentPools/bad").cause(Fault.failOperation("Broken", "Failed."));
        put(client.cluster("rg", "shop") + "/agentPools/bad", "{'properties':{'count':1,'vmSize':'Standard_D4ds_v5'}}");
        try (KubernetesClient kubernetes = kubernetes()) {
            kubernetes
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("settings")
                            .withNamespace("default")
                            .endMetadata()
                            .addToData("color", "blue")
                            .build())
                    .create();
            kubernetes
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName("login")
                            .withNamespace("default")
                            .endMetadata()
                            .addToStringData("password", SECRET)
                            .build())
                    .serverSideApply();
            kubernetes
                    .load(new java.io.ByteArrayInputStream(DEPLOYMENT.getBytes(StandardCharsets.UTF_8)))
                    .create();
            azure.time().advance(Duration.ofMinutes(15));
            kubernetes
                    .apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("web")
                    .scale(3);
            azure.cluster("shop").failNode(azure.cluster("shop").nodes().get(1));
        }
        client.get(client.cluster("rg", "shop"));
        azure.time().advance(Duration.ofSeconds(7));
        put(
                client.cluster("rg", "shop") + "/agentPools/apps",
                "{'properties':{'count':3,'vmSize':'Standard_D4ds_v5'}}");
        put(
                client.cluster("rg", "young"),
                "{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':{'dnsPrefix':'young',"
                        + "'windowsProfile':{'adminUsername':'azureuser','adminPassword':'" + SECRET + "'},"
                        + "'networkProfile':{'networkPlugin':'azure'},"
                        + "'agentPoolProfiles':[{'name':'system','mode':'System','count':1,"
                        + "'vmSize':'Standard_D4ds_v5'}]}}");
        azure.time().advance(Duration.ofSeconds(30));
        assertThat(app).isNotEmpty();
    }

    private static final String DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n"
            + "  namespace: default\nspec:\n  replicas: 2\n  selector: {matchLabels: {app: web}}\n  template:\n"
            + "    metadata: {labels: {app: web}}\n    spec:\n      containers: [{name: web, image: nginx}]\n";

    private KubernetesClient kubernetes() {
        String kubeconfig = new String(
                Base64.getDecoder()
                        .decode(RawClient.at(
                                        client.post(client.cluster("rg", "shop") + "/listClusterAdminCredential"),
                                        "/kubeconfigs/0/value")
                                .asText()),
                StandardCharsets.UTF_8);
        return new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .withHttpClientFactory(azure.kubernetesClients())
                .build();
    }

    private Map<String, String> all(AzureSimulator of) {
        Map<String, String> answers = Crawl.of(of);
        RawClient reader = RawClient.of(of);
        operations.forEach(url -> answers.put(url, new String(reader.get(url).body(), StandardCharsets.UTF_8)));
        answers.put("time", of.time().now().toString());
        answers.put("operations", String.valueOf(of.unfinishedOperations()));
        answers.put("commands", String.valueOf(of.commands().received()));
        return answers;
    }

    /** Where two crawls differ, with the first characters that do. */
    private static List<String> differences(Map<String, String> one, Map<String, String> other) {
        TreeSet<String> paths = new TreeSet<>(one.keySet());
        paths.addAll(other.keySet());
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            String left = one.getOrDefault(path, "missing");
            String right = other.getOrDefault(path, "missing");
            int same = 0;
            while (same < Math.min(left.length(), right.length()) && left.charAt(same) == right.charAt(same)) {
                same++;
            }
            if (!left.equals(right)) {
                differences.add("at " + path + ": " + part(left, same) + " | " + part(right, same));
            }
        }
        return differences;
    }

    private static String part(String text, int from) {
        return text.substring(Math.max(0, from - 60), Math.min(text.length(), from + 40));
    }

    @Test
    void whatIsAnsweredBeforeSavingIsAnsweredAfterLoadingAndGoesOnTheSame() throws IOException {
        fill();
        Path file = folder.resolve("state.jsonl");
        azure.saveWithSecrets(file);
        assertThat(azure.unfinishedOperations()).hasSizeGreaterThanOrEqualTo(2);
        AzureSimulator loaded = AzureSimulator.builder().load(file).build();

        Map<String, String> before = all(azure);
        assertThat(differences(before, all(loaded))).isEmpty();
        assertThat(before.size()).isGreaterThan(150);

        for (AzureSimulator each : List.of(azure, loaded)) {
            each.time().advance(Duration.ofHours(3));
        }
        Map<String, String> later = all(azure);
        assertThat(differences(before, later)).isNotEmpty();
        assertThat(differences(later, all(loaded))).isEmpty();
        assertThat(loaded.unfinishedOperations()).isEmpty();

        Path again = folder.resolve("again.jsonl");
        loaded.saveWithSecrets(again);
        assertThat(differences(later, all(AzureSimulator.builder().load(again).build())))
                .isEmpty();
    }

    @Test
    void everyProviderTakesPart() {
        fill();
        Map<String, String> answers = Crawl.of(azure);
        TreeSet<String> without = new TreeSet<>();
        for (JsonNode each :
                RawClient.at(client.get("/subscriptions/" + azure.subscriptionId() + "/providers"), "/value")) {
            String namespace = each.path("namespace").asText();
            String form = "/resourcegroups/.*/providers/" + namespace.toLowerCase(java.util.Locale.ROOT) + "/[^/]+/.*";
            if (answers.entrySet().stream()
                    .noneMatch(one ->
                            one.getKey().matches(".*" + form) && one.getValue().startsWith("200"))) {
                without.add(namespace);
            }
        }
        assertThat(without)
                .as("providers of which this test makes nothing: add something of them to fill()")
                .isEmpty();
    }

    @Test
    void aFileHoldsNoSecretUnlessItIsAskedTo() throws IOException {
        fill();
        Path without = folder.resolve("without.jsonl");
        Path with = folder.resolve("with.jsonl");
        azure.save(without);
        azure.saveWithSecrets(with);
        String encoded = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
        assertThat(Files.readString(with)).contains(SECRET);
        assertThat(Files.readString(without))
                .doesNotContain(SECRET, encoded, azure.clientSecret(), "Bearer")
                .contains("\"password\\\":\\\"left-out")
                .contains("deployed");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(without)))
                .isEqualTo("rw-------");

        Map<String, String> before = all(azure);
        Map<String, String> after = all(AzureSimulator.builder().load(without).build());
        assertThat(differences(before, after)).allMatch(each -> each.contains("/api/v1/secrets: "));
    }

    @Test
    void whoeverSignsInAfterLoadingIsThere() throws IOException {
        fill();
        Path file = folder.resolve("state.jsonl");
        azure.saveWithSecrets(file);
        AzureSimulator loaded = AzureSimulator.builder().load(file).build();
        assertThat(loaded.clientSecret()).isEqualTo(azure.clientSecret());
        assertThat(loaded.principalId()).isEqualTo(azure.principalId());
        assertThat(RawClient.of(loaded).get(client.group("rg")).status()).isEqualTo(200);
    }

    @Test
    void aFileThatIsNoneOrWasChangedIsSaidToBe() throws IOException {
        fill();
        Path file = folder.resolve("state.jsonl");
        azure.save(file);
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, lines.size() - 1));
        assertThatThrownBy(() -> AzureSimulator.builder().load(file)).hasMessageContaining("cut off or changed");
        Files.writeString(file, "hello");
        assertThatThrownBy(() -> AzureSimulator.builder().load(file)).hasMessageContaining("is no state file");
        Files.writeString(file, String.join("\n", lines).replaceFirst("\"status\":200", "\"status\":409"));
        assertThatThrownBy(() -> AzureSimulator.builder().load(file).build())
                .hasMessageContaining("was answered with 409, and is with 200");
        assertThatThrownBy(() -> AzureSimulator.create().save(file)).hasMessageContaining("keepState()");
    }

    /** Methods that take something from a test and are told apart by what they give back; a new one wants samples here. */
    @Test
    void whateverATestDoesIsKept() throws ReflectiveOperationException, IOException {
        fill();
        SimulatedCluster shop = azure.cluster("shop");
        Map<String, Object> samples = Map.ofEntries(
                Map.entry("String", "Microsoft.Compute"),
                Map.entry("int", 7),
                Map.entry("int[]", new int[] {1}),
                Map.entry("String[]", new String[] {azure.principalId()}),
                Map.entry("id", provider("Microsoft.KeyVault/vaults/one")),
                Map.entry("scope", client.group("rg")),
                Map.entry("size", "Standard_D4ds_v5"),
                Map.entry("node", shop.nodes().get(0)));
        List<String> forgotten = new ArrayList<>();
        int acts = 0;
        for (Object each :
                List.of(azure.quota("westeurope"), azure.vmSizes("westeurope"), shop, azure.commands(), azure)) {
            for (Method method : each.getClass().getDeclaredMethods()) {
                boolean takes =
                        List.of(void.class, String.class, each.getClass()).contains(method.getReturnType());
                if (!Modifier.isPublic(method.getModifiers())
                        || Modifier.isStatic(method.getModifiers())
                        || method.getParameterCount() == 0
                        || !takes
                        || !samples.containsKey(method.getParameterTypes()[0].getSimpleName())) {
                    continue;
                }
                Object[] arguments = Arrays.stream(method.getParameters())
                        .map(one -> samples.getOrDefault(
                                one.getName(), samples.get(one.getType().getSimpleName())))
                        .toArray();
                int before = lines();
                method.invoke(each, arguments);
                acts++;
                if (lines() == before) {
                    forgotten.add(method.toString());
                }
            }
        }
        assertThat(acts).isGreaterThan(12);
        assertThat(forgotten).as("acts that a state file does not know").isEmpty();
    }

    private int lines() throws IOException {
        Path file = folder.resolve("acts.jsonl");
        azure.save(file);
        return Files.readAllLines(file).size();
    }

    /** Runs the program until its standard input ends, asks its control endpoint, and returns the answers. */
    private static List<JsonNode> program(Path state, String... posts) throws Exception {
        PipedOutputStream end = new PipedOutputStream();
        try (PipedInputStream in = new PipedInputStream(end);
                PipedInputStream told = new PipedInputStream()) {
            PrintStream out = new PrintStream(new PipedOutputStream(told), true, StandardCharsets.UTF_8);
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            String[] arguments = {"--control-port", "0", "--time-scale", "100000", "--state-file", state.toString()};
            CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> {
                try {
                    return SimulatorProgram.run(arguments, in, out, new PrintStream(err));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    out.close();
                }
            });
            String line = new BufferedReader(new InputStreamReader(told, StandardCharsets.UTF_8)).readLine();
            assertThat(line).as(err.toString()).isNotNull();
            String control = AzureJson.read(line).path("control").asText();
            List<JsonNode> answers = new ArrayList<>();
            HttpClient http = HttpClient.newHttpClient();
            for (String post : posts) {
                String[] parts = post.split(" ", 2);
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(control + parts[0]));
                answers.add(AzureJson.read(http.send(
                                parts[0].equals("/")
                                        ? request.build()
                                        : request.POST(HttpRequest.BodyPublishers.ofString(
                                                        parts.length > 1 ? parts[1] : ""))
                                                .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body()));
            }
            end.close();
            assertThat(code.get(1, TimeUnit.MINUTES)).as(err.toString()).isZero();
            return answers;
        }
    }

    @Test
    void theProgramBeginsWhereItEndedAndSavesWhenAsked() throws Exception {
        Path state = folder.resolve("program.jsonl");
        JsonNode saved = program(
                        state,
                        "/policies {\"name\":\"p\",\"type\":\"Microsoft.Network/loadBalancers\",\"pointer\":\"/tags/a\"}",
                        "/time {\"advance\":\"PT1H\"}",
                        "/state",
                        "/")
                .get(3);
        assertThat(Files.readString(state)).contains("\"act\":\"deny\"").contains("\"act\":\"move\"");
        JsonNode later = program(state, "/").get(0);
        assertThat(Instant.parse(later.path("time").asText()))
                .isAfter(Instant.parse(saved.path("time").asText()));
        assertThat(Files.readString(state)).contains("\"act\":\"deny\"");

        Files.writeString(state, "no state");
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(SimulatorProgram.run(
                        new String[] {"--state-file", state.toString()},
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(new ByteArrayOutputStream()),
                        new PrintStream(err)))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is no state file");
        assertThat(Files.readString(state)).isEqualTo("no state");
    }

    @Test
    void readingKeepsNothing() throws IOException {
        fill();
        Path one = folder.resolve("one.jsonl");
        azure.save(one);
        for (int i = 0; i < 50; i++) {
            client.get(client.cluster("rg", "shop"));
            azure.answer(new Request(
                    "GET",
                    URI.create("https://login.microsoftonline.com/" + azure.tenantId() + "/discovery/keys"),
                    Map.of(),
                    new byte[0]));
        }
        Path other = folder.resolve("other.jsonl");
        azure.save(other);
        assertThat(Files.readString(other)).isEqualTo(Files.readString(one));
    }
}
