package dev.aks4j.tests.identity;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.kubernetes.NamespaceSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.RunResult;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.identity.WorkloadIdentity;
import dev.aks4j.identity.access.Access;
import dev.aks4j.identity.access.AccessLink;
import dev.aks4j.identity.access.AzureAction;
import dev.aks4j.identity.access.PodAccess;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.testkit.SimulatedAzure;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster with a workload that reads a secret and a blob, and the wire between them. */
final class PodWorld implements AutoCloseable {

    static final Duration LONG = Duration.ofHours(3);
    static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    static final ManagedIdentitySpec IDENTITY = ManagedIdentitySpec.of("id-orders", GROUP);
    static final ClusterSpec CLUSTER = ClusterSpec.builder("shop", GROUP)
            .workloadIdentity()
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
            .build();
    static final String NAMESPACE = "shop-ns";

    final SimulatedAzure azure = SimulatedAzure.create();
    final Aks aks = Aks.builder(azure.subscriptionId())
            .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
            .transport(azure.transport())
            .build();
    final ResourceId vault = resource("Microsoft.KeyVault/vaults", "kv-shop");
    final ResourceId account = resource("Microsoft.Storage/storageAccounts", "stshop");
    final boolean bound;
    final WorkloadIdentity workload;
    KubernetesClient kubernetes;

    PodWorld(boolean bound) {
        this.bound = bound;
        WorkloadIdentity.Builder builder =
                WorkloadIdentity.builder("orders", NAMESPACE, CLUSTER).identity(IDENTITY);
        workload = (bound ? builder.bound("orders") : builder).build();
        apply(GROUP);
        azure.addResource(vault.toString());
        azure.addResource(account.toString());
        List<Spec> specs = new ArrayList<>(List.of(GROUP, CLUSTER, NamespaceSpec.of(NAMESPACE, CLUSTER.id())));
        specs.addAll(workload.specs());
        specs.add(reads(BuiltInRole.KEY_VAULT_SECRETS_USER, vault));
        specs.add(reads(BuiltInRole.STORAGE_BLOB_DATA_READER, account));
        specs.add(mine(BuiltInRole.KEY_VAULT_SECRETS_OFFICER, vault));
        specs.add(mine(BuiltInRole.STORAGE_BLOB_DATA_CONTRIBUTOR, account));
        apply(specs.toArray(Spec[]::new));
        kubernetes = aks.kubernetes().client(CLUSTER.id(), LONG);
        String secret = azure.clientSecret();
        Map<String, String> me = Map.of("client_id", azure.clientId(), "client_secret", secret);
        put(
                "https://kv-shop.vault.azure.net/secrets/db",
                "{\"value\":\"opened\"}",
                token(me, "https://vault.azure.net"));
        put("https://stshop.blob.core.windows.net/logs/a.txt", "a line", token(me, "https://storage.azure.com"));
    }

    private ResourceId resource(String type, String name) {
        return GROUP.id().inSubscription(azure.subscriptionId()).child(type, name);
    }

    static RoleAssignmentSpec reads(BuiltInRole role, ResourceId on) {
        return RoleAssignmentSpec.of(role, on, Principal.of(IDENTITY));
    }

    private RoleAssignmentSpec mine(BuiltInRole role, ResourceId on) {
        return RoleAssignmentSpec.of(role, on, Principal.of(aks.caller()));
    }

    void apply(Spec... specs) {
        RunResult result =
                aks.plan(List.of(specs), PlanOptions.standard()).apply().await(LONG);
        if (!result.isSuccess()) {
            throw new AssertionError(result);
        }
    }

    /** Says which client id the service account signs in as. */
    void annotate(String clientId) {
        kubernetes.serviceAccounts().inNamespace(NAMESPACE).withName("orders").edit(account -> {
            account.getMetadata().getAnnotations().put("azure.workload.identity/client-id", clientId);
            return account;
        });
    }

    /** Switches the webhook of workload identity. */
    void webhook(boolean on) {
        ResourceId id = CLUSTER.id().inSubscription(azure.subscriptionId());
        Json live = arm(ArmRequest.get(id, ClusterSpec.API_VERSION));
        arm(ArmRequest.put(
                id, ClusterSpec.API_VERSION, live.with("/properties/securityProfile/workloadIdentity/enabled", on)));
        azure.time().advance(Duration.ofMinutes(10));
    }

    Json arm(ArmRequest request) {
        return aks.await(aks.arm().send(request), LONG).body();
    }

    String clientId() {
        return arm(ArmRequest.get(IDENTITY.id().inSubscription(azure.subscriptionId()), "2024-11-30"))
                .at("/properties/clientId")
                .asText();
    }

    /** Makes a pod, as its owner would. */
    Pod pod(String name, Map<String, String> labels) {
        return pod(name, labels, bound ? Map.of("azure.workload.identity/use-identity-binding", "true") : Map.of());
    }

    Pod pod(String name, Map<String, String> labels, Map<String, String> annotations) {
        return kubernetes
                .pods()
                .inNamespace(NAMESPACE)
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withLabels(labels)
                        .withAnnotations(annotations)
                        .endMetadata()
                        .withNewSpec()
                        .withServiceAccountName("orders")
                        .addNewContainer()
                        .withName("main")
                        .withImage("orders")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    Pod pod(String name) {
        return pod(name, Map.of("azure.workload.identity/use", "true"));
    }

    /** Reads the secret and the blob with nothing but what the pod has; returns what was read, or the refusal. */
    String read(Pod pod) {
        String client = pod.getSpec().getContainers().get(0).getEnv().stream()
                .filter(each -> each.getName().equals("AZURE_CLIENT_ID"))
                .map(each -> each.getValue())
                .findFirst()
                .orElse("");
        var token = pod.getSpec().getVolumes().stream()
                .filter(each -> each.getName().startsWith("azure-workload-identity"))
                .map(each -> each.getProjected().getSources().get(0).getServiceAccountToken())
                .findFirst();
        if (token.isEmpty() || client.isEmpty()) {
            return "no token";
        }
        String assertion = kubernetes
                .serviceAccounts()
                .inNamespace(NAMESPACE)
                .withName(pod.getSpec().getServiceAccountName())
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withAudiences(token.get().getAudience())
                        .withExpirationSeconds(token.get().getExpirationSeconds())
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        Map<String, String> form = Map.of(
                "client_id",
                client,
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion",
                assertion);
        String secret = get("https://kv-shop.vault.azure.net/secrets/db", token(form, "https://vault.azure.net"));
        String blob = get("https://stshop.blob.core.windows.net/logs/a.txt", token(form, "https://storage.azure.com"));
        return secret + " " + blob;
    }

    private String token(Map<String, String> who, String audience) {
        StringBuilder form = new StringBuilder("grant_type=client_credentials&scope=")
                .append(URLEncoder.encode(audience + "/.default", StandardCharsets.UTF_8));
        who.forEach((name, value) ->
                form.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        Response answer = azure.answer(new Request(
                "POST",
                URI.create("https://login.microsoftonline.com/" + azure.tenantId() + "/oauth2/v2.0/token"),
                Map.of("Content-Type", List.of("application/x-www-form-urlencoded")),
                form.toString().getBytes(StandardCharsets.UTF_8)));
        Json body = Json.parse(new String(answer.body(), StandardCharsets.UTF_8));
        return body.path("access_token").asText(body.path("error_codes").get(0).asText());
    }

    private String get(String url, String token) {
        if (!token.contains(".")) {
            return "AADSTS" + token;
        }
        Response answer = azure.answer(
                new Request("GET", URI.create(url), Map.of("Authorization", List.of("Bearer " + token)), new byte[0]));
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        return answer.status() != 200
                ? Integer.toString(answer.status())
                : Json.read(text).map(json -> json.path("value").asText(text)).orElse(text);
    }

    private void put(String url, String body, String token) {
        Response answer = azure.answer(new Request(
                "PUT",
                URI.create(url),
                Map.of("Authorization", List.of("Bearer " + token)),
                body.getBytes(StandardCharsets.UTF_8)));
        if (answer.status() >= 300) {
            throw new IllegalStateException(new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    PodAccess explain(String pod) {
        return Access.of(aks).explainPod(CLUSTER.id(), NAMESPACE, pod, AzureAction.READ_SECRET, vault);
    }

    AccessLink.Part broken(String pod) {
        PodAccess way = explain(pod);
        return way.broken().orElseThrow(() -> new AssertionError(way)).part();
    }

    @Override
    public void close() {
        kubernetes.close();
        aks.close();
        azure.close();
    }
}
