package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.internal.cluster.fact.AksFacts;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service mesh and the Gateway API. */
final class MeshRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String MESH = "/properties/serviceMeshProfile/";
    private static final String POLICY = "azure-aks-docs, istio-support-policy, 2026-05-15";
    private static final Pattern REVISION = Pattern.compile("asm-1-(\\d+)");

    static final Rule<DeclaredCluster> ONE_ISTIO = Rule.<DeclaredCluster>error(
                    "AKS-CLU-077", "Application routing by the Gateway API and the service mesh do not go together.")
            .prevents(REFUSED)
            .source("azure-aks-docs, app-routing-gateway-api, 2026-07-01")
            .check((cluster, findings) -> {
                String gateway = cluster.text(
                        "/properties/ingressProfile/webAppRouting/gatewayAPIImplementations/appRoutingIstio/mode");
                if (gateway.equals("Enabled") && cluster.text(MESH + "mode").equals("Istio")) {
                    findings.report(
                            "addons.appRoutingGateway",
                            "Enabled",
                            "stands beside serviceMesh(...)",
                            "Keep one of the two; switch the other off first, in a plan of its own.");
                }
            });

    static final Rule<DeclaredCluster> VERSIONS = Rule.<DeclaredCluster>error(
                    "AKS-CLU-078", "A revision of the service mesh goes with certain Kubernetes versions only.")
            .prevents(REFUSED)
            .source(POLICY)
            .check((cluster, findings) -> cluster.property(MESH + "istio/revisions")
                    .forEach(revision -> AksFacts.mesh(revision.asText())
                            .flatMap(AksFacts.Mesh::minors)
                            .filter(minors -> cluster.version()
                                    .filter(version -> !minors.holds(version.minor()))
                                    .isPresent())
                            .ifPresent(minors -> findings.report(
                                    "serviceMesh.revisions",
                                    revision.asText(),
                                    "does not go with Kubernetes "
                                            + cluster.kubernetesVersion().orElse("") + ", only with " + minors,
                                    "Take a newer revision; az aks mesh get-revisions lists those of a region."))));

    static final Rule<DeclaredCluster> REDIRECTION = Rule.<DeclaredCluster>error(
                    "AKS-CLU-079",
                    "Traffic gets to the mesh's proxies by the network plug-in from revision asm-1-25 on.")
            .prevents(REFUSED)
            .source("API 2026-01-01, proxyRedirectionMechanism")
            .check((cluster, findings) -> {
                if (cluster.text(MESH + "istio/components/proxyRedirectionMechanism")
                        .equals("CNIChaining")) {
                    cluster.property(MESH + "istio/revisions").forEach(revision -> {
                        if (number(revision) < 25) {
                            findings.report(
                                    "serviceMesh.proxyRedirection",
                                    "CNIChaining",
                                    "is not there in revision " + revision.asText(),
                                    "Take a newer revision, or ProxyRedirection.INIT_CONTAINERS.");
                        }
                    });
                }
            });

    static final List<Rule<DeclaredCluster>> ALL = List.of(ONE_ISTIO, VERSIONS, REDIRECTION);

    private MeshRules() {}

    private static int number(Json revision) {
        Matcher matcher = REVISION.matcher(revision.asText());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
    }
}
