package dev.aks4j.tests.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.testkit.SimulatedAzure;
import dev.aks4j.tests.Jackson;
import dev.aks4j.tests.docs.CoverageCases;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A simulated Azure in which everything is there that the vocabulary names and does not make, and the client of one process
 * after the other, whose ledger outlives them. Not thread-safe.
 */
final class ModelWorld implements AutoCloseable {

    static final Duration LONG = Duration.ofHours(24);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the calls of the vocabulary name, with the version in which it is written. */
    private static final Map<String, String> NETWORK = Map.of(
            "natGateways/nat", "",
            "routeTables/routes", "",
            "networkSecurityGroups/nsg", "",
            "publicIPAddresses/p",
                    ",\"sku\":{\"name\":\"Standard\"},\"properties\":{\"publicIPAllocationMethod\":\"Static\"}",
            "publicIPPrefixes/p", ",\"sku\":{\"name\":\"Standard\"},\"properties\":{\"prefixLength\":30}",
            "publicIPAddresses/six",
                    ",\"sku\":{\"name\":\"StandardV2\"},\"properties\":{\"publicIPAllocationMethod\":\"Static\","
                            + "\"publicIPAddressVersion\":\"IPv6\"}",
            "publicIPPrefixes/six",
                    ",\"sku\":{\"name\":\"StandardV2\"},\"properties\":{\"prefixLength\":127,"
                            + "\"publicIPAddressVersion\":\"IPv6\"}",
            "applicationSecurityGroups/a", "",
            "privateDnsZones/privatelink.westeurope.azmk8s.io", "");

    private static final List<String> ELSEWHERE = List.of(
            "Microsoft.ContainerRegistry/registries/r",
            "Microsoft.KeyVault/vaults/vault",
            "Microsoft.OperationalInsights/workspaces/w",
            "Microsoft.MachineLearningServices/workspaces/w",
            "Microsoft.Compute/proximityPlacementGroups/p",
            "Microsoft.Compute/hostGroups/h",
            "Microsoft.Compute/capacityReservationGroups/c",
            "Microsoft.Compute/diskEncryptionSets/d",
            "Microsoft.Network/loadBalancers/lb",
            "Microsoft.Network/dnsZones/z");

    private static final String LOAD_BALANCERS = "{\"apiVersion\":\"apiextensions.k8s.io/v1\","
            + "\"kind\":\"CustomResourceDefinition\","
            + "\"metadata\":{\"name\":\"applicationloadbalancers.alb.networking.azure.io\"},"
            + "\"spec\":{\"group\":\"alb.networking.azure.io\",\"scope\":\"Namespaced\",\"names\":{"
            + "\"kind\":\"ApplicationLoadBalancer\",\"plural\":\"applicationloadbalancers\","
            + "\"singular\":\"applicationloadbalancer\",\"listKind\":\"ApplicationLoadBalancerList\"},"
            + "\"versions\":[{\"name\":\"v1\",\"served\":true,\"storage\":true,\"schema\":{\"openAPIV3Schema\":{"
            + "\"type\":\"object\",\"properties\":{\"spec\":{\"type\":\"object\",\"properties\":{\"associations\":{"
            + "\"type\":\"array\",\"items\":{\"type\":\"string\"}}}},\"status\":{\"type\":\"object\","
            + "\"x-kubernetes-preserve-unknown-fields\":true}}}}}]}}";

    static {
        // A client's key goes through a key store, whose password takes most of a chain's time to derive.
        System.setProperty("keystore.pkcs12.keyPbeIterationCount", "1");
        System.setProperty("keystore.pkcs12.certPbeIterationCount", "1");
        System.setProperty("keystore.pkcs12.macIterationCount", "1");
    }

    final SimulatedAzure azure = SimulatedAzure.create();
    private final Ledger ledger = new MemoryLedger();
    private Aks aks;
    private Optional<KubernetesClient> inside = Optional.empty();

    ModelWorld() {
        azure.quota(Region.WEST_EUROPE).spotCores(10_000);
        List.of("standardDDSv5Family", "standardDSv5Family", "StandardNCADSA100v4Family")
                .forEach(family -> azure.quota(Region.WEST_EUROPE).cores(family, 10_000));
        aks = client();
        RoleAssignmentSpec enter = RoleAssignmentSpec.of(
                BuiltInRole.AKS_RBAC_CLUSTER_ADMIN,
                CoverageCases.GROUP.id(),
                Principal.servicePrincipal(azure.principalId()));
        aks.plan(CoverageCases.GROUP, enter).apply().await(LONG);
        ELSEWHERE.forEach(name -> azure.addResource(id(name)));
        furnish();
    }

    static String text(ResourceId id, String subscription) {
        return id.inSubscription(subscription).toString();
    }

    private String id(String name) {
        int slash = name.lastIndexOf('/');
        return CoverageCases.id(name.substring(0, slash), name.substring(slash + 1))
                .inSubscription(azure.subscriptionId())
                .toString();
    }

    private Aks client() {
        return Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport())
                .ledger(ledger)
                .secrets(name -> CompletableFuture.completedFuture("Passw0rd-of-" + name))
                .build();
    }

    private void furnish() {
        ResourceId kubelet = ResourceId.parse(id("Microsoft.ManagedIdentity/userAssignedIdentities/kubelet"));
        put(kubelet, "2023-01-31", JSON.createObjectNode().put("location", "westeurope"));
        NETWORK.forEach((name, more) -> {
            try {
                put(
                        ResourceId.parse(id("Microsoft.Network/" + name)),
                        name.contains("rivateDns") ? "2024-06-01" : "2025-03-01",
                        JSON.readTree("{\"location\":\"" + (name.contains("rivateDns") ? "global" : "westeurope") + "\""
                                + more + "}"));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    Aks aks() {
        return aks;
    }

    /** The process ends; another one begins, with the same ledger. */
    void die() {
        closeClient();
        aks = client();
    }

    private void closeClient() {
        inside.ifPresent(KubernetesClient::close);
        inside = Optional.empty();
        aks.close();
    }

    /** Returns what is there; nothing if it is not, or if nobody can look. */
    Optional<JsonNode> live(Spec spec) {
        Address address = spec.address().inSubscription(azure.subscriptionId());
        if (address instanceof Address.InAzure there) {
            return read(there.id(), spec.kind().apiVersion());
        }
        return object((Address.InCluster) address);
    }

    Optional<JsonNode> read(ResourceId id, String apiVersion) {
        try {
            return Optional.of(Jackson.tree(azure.transport()
                    .scheduler()
                    .await(aks.arm().send(ArmRequest.get(id, apiVersion)), LONG)
                    .body()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ArmException refused && refused.error().status() == 404) {
                return Optional.empty();
            }
            throw new IllegalStateException("cannot read " + id, e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot read " + id, e);
        }
    }

    private Optional<JsonNode> object(Address.InCluster object) {
        return object(object, inside.isPresent());
    }

    /** Looks once more with new credentials where the old ones may be those of a cluster that is gone. */
    private Optional<JsonNode> object(Address.InCluster object, boolean perhapsOld) {
        try {
            if (inside.isEmpty()) {
                inside = Optional.of(aks.kubernetes().client(object.cluster(), LONG));
            }
            String answer = inside.get().raw(path(object));
            return answer == null ? Optional.empty() : Optional.of(JSON.readTree(answer));
        } catch (AksException | KubernetesClientException | java.io.IOException unreachable) {
            inside.ifPresent(KubernetesClient::close);
            inside = Optional.empty();
            return perhapsOld ? object(object, false) : Optional.empty();
        }
    }

    /** Installs the controller of Application Gateways for Containers, as Helm does; it has to be where it is wanted. */
    boolean installController() {
        ResourceId cluster = CoverageCases.GROUP.id().child("Microsoft.ContainerService/managedClusters", "shop");
        String types = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        try {
            if (inside.isEmpty()) {
                inside = Optional.of(aks.kubernetes().client(cluster.inSubscription(azure.subscriptionId()), LONG));
            }
            if (inside.get().raw(types + "/applicationloadbalancers.alb.networking.azure.io") == null) {
                inside.get().raw(types, "POST", LOAD_BALANCERS);
            }
            return true;
        } catch (AksException | KubernetesClientException unreachable) {
            inside.ifPresent(KubernetesClient::close);
            inside = Optional.empty();
            return false;
        }
    }

    /** Writes an object as kubectl would; refused if the cluster refuses it, or is not there. */
    void put(Address.InCluster object, JsonNode body) {
        if (inside.isEmpty()) {
            inside = Optional.of(aks.kubernetes().client(object.cluster(), LONG));
        }
        inside.get().raw(path(object), "PUT", body.toString());
    }

    private static String path(Address.InCluster object) {
        String plural = object.kind().toLowerCase(java.util.Locale.ROOT)
                + (object.kind().endsWith("s") ? "es" : "s");
        return (object.apiVersion().contains("/") ? "/apis/" : "/api/") + object.apiVersion()
                + object.namespace().map(space -> "/namespaces/" + space).orElse("") + "/" + plural + "/"
                + object.name();
    }

    /** Writes as another tool would; refused if Azure refuses it. */
    void put(ResourceId id, String apiVersion, JsonNode body) {
        try {
            azure.transport()
                    .scheduler()
                    .await(
                            aks.operations().start(ArmRequest.put(id, apiVersion, Jackson.json(body)), id, apiVersion),
                            LONG)
                    .await(LONG);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AksException refused
                    ? refused
                    : new IllegalStateException("cannot write " + id, e);
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("cannot write " + id, e);
        }
    }

    void put(ResourceId id, String apiVersion, ObjectNode live) {
        live.remove(List.of("etag", "eTag", "systemData"));
        put(id, apiVersion, (JsonNode) live);
    }

    static PlanOptions standard() {
        return PlanOptions.standard();
    }

    @Override
    public void close() {
        closeClient();
        azure.close();
    }
}
