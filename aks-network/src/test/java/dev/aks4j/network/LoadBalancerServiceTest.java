package dev.aks4j.network;

import static dev.aks4j.core.plan.kind.Change.NONE;
import static dev.aks4j.core.plan.kind.Change.RECREATE;
import static dev.aks4j.core.plan.kind.Change.UPDATE;
import static dev.aks4j.network.NetworkSamples.cluster;
import static dev.aks4j.network.NetworkSamples.json;
import static dev.aks4j.network.NetworkSamples.scope;
import static dev.aks4j.network.NetworkSamples.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Write;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadBalancerServiceTest {

    private static final LoadBalancerServiceKind KIND = LoadBalancerServiceKind.INSTANCE;

    private static final LoadBalancerServiceSpec WEB = LoadBalancerService.internal("web", "default")
            .subnet(subnet("ingress"))
            .port(80, 8080)
            .selector("app", "web")
            .build()
            .on(cluster());

    private static Json manifest(LoadBalancerServiceSpec spec) {
        return ((Write.Apply) KIND.create(spec, scope()).get(0)).manifest();
    }

    private static Map<String, String> annotations(LoadBalancerService service) {
        Map<String, String> found = new LinkedHashMap<>();
        manifest(service.on(cluster()))
                .at("/metadata/annotations")
                .properties()
                .forEach(entry -> found.put(
                        entry.getKey().replace("service.beta.kubernetes.io/", ""),
                        entry.getValue().asText()));
        return found;
    }

    private static Comparison compare(LoadBalancerServiceSpec spec, Json live) {
        return KIND.compare(spec, live, scope());
    }

    /** The service as the API server answers it: with defaults, a node port, and an address. */
    private static Json.ObjectBuilder live(LoadBalancerServiceSpec spec) {
        Json.ObjectBuilder live =
                manifest(spec).with("/spec/ports/0/nodePort", 31234).edit();
        live.within("spec").put("clusterIP", "10.0.17.4").put("internalTrafficPolicy", "Cluster");
        live.put("status", json("{'loadBalancer':{'ingress':[{'ip':'10.20.8.4'}]}}"));
        return live;
    }

    @Test
    void anInternalServiceIsWrittenAsKubernetesReadsIt() {
        assertThat(manifest(WEB)).isEqualTo(json("""
                                {'apiVersion':'v1','kind':'Service',
                                 'metadata':{'name':'web','namespace':'default',
                                   'labels':{'app.kubernetes.io/managed-by':'aks4j'},
                                   'annotations':{
                                     'service.beta.kubernetes.io/azure-load-balancer-internal':'true',
                                     'service.beta.kubernetes.io/azure-load-balancer-internal-subnet':'ingress'}},
                                 'spec':{'type':'LoadBalancer','externalTrafficPolicy':'Cluster','sessionAffinity':'None',
                                   'selector':{'app':'web'},
                                   'ports':[{'name':'tcp-80','protocol':'TCP','port':80,'targetPort':8080}]}}
                                """));
    }

    @Test
    void fabric8ReadsTheManifestAndLosesNothing() {
        LoadBalancerService full = LoadBalancerService.internal("web", "shop")
                .port(80, "http", port -> port.name("http").appProtocol("http").nodePort(30080))
                .sourceRanges("10.0.0.0/8")
                .ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                .localTraffic()
                .clientAffinity()
                .withoutNodePorts()
                .label("team", "shop")
                .build();
        KubernetesSerialization library = new KubernetesSerialization();
        Json manifest = manifest(full.on(cluster()));
        Json back = json(library.asJson(library.unmarshal(manifest.toString(), Service.class)));
        assertThat(back).isEqualTo(manifest);
    }

    @Test
    void itLivesInTheClustersApi() {
        assertThat(WEB.address()).isEqualTo(Address.kubernetes(cluster().id(), "v1", "Service", "default", "web"));
        assertThat(KIND.requires(WEB))
                .containsExactly(Address.azure(subnet("ingress").id()));
        assertThat(KIND.summary(WEB)).isEqualTo("internal load balancer in subnet ingress, 80/TCP");
    }

    @Test
    void whatTheServerAddsIsNoChange() {
        assertThat(compare(WEB, live(WEB).build()).change()).isEqualTo(NONE);
    }

    @Test
    void anotherPortIsAChangeInPlace() {
        LoadBalancerServiceSpec more = LoadBalancerService.internal("web", "default")
                .subnet(subnet("ingress"))
                .port(80, 8080)
                .port(443, 8443)
                .selector("app", "web")
                .build()
                .on(cluster());
        assertThat(compare(more, live(WEB).build()).change()).isEqualTo(UPDATE);
    }

    @Test
    void becomingPublicMovesTheFrontend() {
        LoadBalancerServiceSpec open = LoadBalancerService.publicFacing("web", "default")
                .port(80, 8080)
                .selector("app", "web")
                .build()
                .on(cluster());
        assertThat(compare(open, live(WEB).build()).differences())
                .singleElement()
                .satisfies(difference -> assertThat(difference.reason()).contains("the address changes"));
        assertThat(compare(open, live(open).build()).change()).isEqualTo(NONE);
    }

    @Test
    void theFirstFamilyCannotChange() {
        LoadBalancerServiceSpec four = LoadBalancerService.internal("web", "default")
                .port(80, 8080)
                .ipFamilies(IpFamily.IPV4)
                .build()
                .on(cluster());
        Json.ObjectBuilder live = live(four);
        live.within("spec").put("ipFamilies", json("['IPv6']"));
        assertThat(compare(four, live.build()).change()).isEqualTo(RECREATE);
    }

    @Test
    void everySettingOfALoadBalancerHasItsAnnotation() {
        LoadBalancerService service = LoadBalancerService.internal("web", "default")
                .port(80, 8080, port -> port.probe(probe -> probe.http("/live").port(8081)))
                .port(81, 8081, port -> port.notProbed())
                .port(82, 8082, port -> port.notBalanced())
                .address("10.20.0.10")
                .idleTimeout(Duration.ofMinutes(10))
                .disableTcpReset()
                .disableFloatingIp()
                .disableSecurityRule()
                .haPorts()
                .probe(probe ->
                        probe.path("/healthz").interval(Duration.ofSeconds(10)).count(3))
                .allowedRanges("10.0.0.0/8", "192.168.0.0/16")
                .allowedServiceTags("AzureCloud")
                .denyOtherSources()
                .additionalPublicIps("20.1.2.3")
                .configurations("lb1", "lb2")
                .annotation("example.org/owner", "shop")
                .build();
        assertThat(annotations(service))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("azure-load-balancer-internal", "true"),
                        Map.entry("azure-load-balancer-ipv4", "10.20.0.10"),
                        Map.entry("azure-load-balancer-tcp-idle-timeout", "10"),
                        Map.entry("azure-load-balancer-disable-tcp-reset", "true"),
                        Map.entry("azure-disable-load-balancer-floating-ip", "true"),
                        Map.entry("azure-disable-load-balancer-nsg-rule", "true"),
                        Map.entry("azure-load-balancer-enable-high-availability-ports", "true"),
                        Map.entry("azure-load-balancer-health-probe-request-path", "/healthz"),
                        Map.entry("azure-load-balancer-health-probe-interval", "10"),
                        Map.entry("azure-load-balancer-health-probe-num-of-probe", "3"),
                        Map.entry("port_80_health-probe_protocol", "Http"),
                        Map.entry("port_80_health-probe_request-path", "/live"),
                        Map.entry("port_80_health-probe_port", "8081"),
                        Map.entry("port_81_no_probe_rule", "true"),
                        Map.entry("port_82_no_lb_rule", "true"),
                        Map.entry("azure-allowed-ip-ranges", "10.0.0.0/8,192.168.0.0/16"),
                        Map.entry("azure-allowed-service-tags", "AzureCloud"),
                        Map.entry("azure-deny-all-except-load-balancer-source-ranges", "true"),
                        Map.entry("azure-additional-public-ips", "20.1.2.3"),
                        Map.entry("azure-load-balancer-configurations", "lb1,lb2"),
                        Map.entry("example.org/owner", "shop")));
    }

    @Test
    void everySettingOfAPublicAddressHasItsAnnotation() {
        LoadBalancerService service = LoadBalancerService.publicFacing("web", "default")
                .port(80, 8080)
                .publicIp(ip -> ip.prefix(NetworkSamples.PREFIX)
                        .dnsLabel("shop-web")
                        .resourceGroup("rg-shop")
                        .tag("b", "2")
                        .tag("a", "1")
                        .ipTag("RoutingPreference", "Internet"))
                .build();
        assertThat(annotations(service))
                .containsEntry("azure-load-balancer-internal", "false")
                .containsEntry(
                        "azure-pip-prefix-id",
                        NetworkSamples.PREFIX
                                .inSubscription(NetworkSamples.SUBSCRIPTION)
                                .toString())
                .containsEntry("azure-dns-label-name", "shop-web")
                .containsEntry("azure-load-balancer-resource-group", "rg-shop")
                .containsEntry("azure-pip-tags", "a=1,b=2")
                .containsEntry("azure-pip-ip-tags", "RoutingPreference=Internet");
    }

    @Test
    void everySettingOfAPrivateLinkHasItsAnnotation() {
        LoadBalancerService service = LoadBalancerService.internal("web", "default")
                .port(80, 8080)
                .privateLink(link -> link.name("pls-web")
                        .resourceGroup("rg-links")
                        .subnet(SubnetRef.existing(subnet("pods").id()))
                        .addressCount(2)
                        .addresses("10.20.16.10", "10.20.16.11")
                        .domainNames("web.shop.example", "www.shop.example")
                        .proxyProtocol()
                        .visibleTo("*")
                        .approve(NetworkSamples.SUBSCRIPTION))
                .build();
        assertThat(annotations(service))
                .containsEntry("azure-pls-create", "true")
                .containsEntry("azure-pls-name", "pls-web")
                .containsEntry("azure-pls-resource-group", "rg-links")
                .containsEntry("azure-pls-ip-configuration-subnet", "pods")
                .containsEntry("azure-pls-ip-configuration-ip-address-count", "2")
                .containsEntry("azure-pls-ip-configuration-ip-address", "10.20.16.10 10.20.16.11")
                .containsEntry("azure-pls-fqdns", "web.shop.example www.shop.example")
                .containsEntry("azure-pls-proxy-protocol", "true")
                .containsEntry("azure-pls-visibility", "*")
                .containsEntry("azure-pls-auto-approval", NetworkSamples.SUBSCRIPTION);
    }

    private static Json.ObjectBuilder labelled(String label) {
        String key = "service.beta.kubernetes.io/azure-dns-label-name";
        Json.ObjectBuilder live = live(LoadBalancerService.publicFacing("web", "default")
                .port(80, 8080)
                .selector("app", "web")
                .build()
                .on(cluster()));
        live.within("metadata").within("annotations").put(key, label);
        live.within("metadata").put("managedFields", json("""
                        [{'manager':'aks4j','operation':'Apply',
                          'fieldsV1':{'f:metadata':{'f:annotations':{'f:%s':{}}}}}]""".formatted(key)));
        return live;
    }

    private static final LoadBalancerServiceSpec UNLABELLED = LoadBalancerService.publicFacing("web", "default")
            .port(80, 8080)
            .selector("app", "web")
            .build()
            .on(cluster());

    @Test
    void aDnsLabelThatIsDroppedIsTakenOffTheAddress() {
        Json.ObjectBuilder live = labelled("shop");
        Comparison comparison = compare(UNLABELLED, live.build());

        assertThat(comparison.change()).isEqualTo(UPDATE);
        assertThat(((Write.Apply) KIND.update(UNLABELLED, live.build(), comparison, scope())
                                .get(0))
                        .manifest()
                        .at("/metadata/annotations/service.beta.kubernetes.io~1azure-dns-label-name"))
                .isEqualTo(json("''"));
    }

    @Test
    void onceTheLabelIsOffNothingIsToDo() {
        assertThat(compare(UNLABELLED, labelled("").build()).change()).isEqualTo(NONE);
    }

    @Test
    void aServiceThatSaysTrueWithACapitalIsPublicAndBecomesInternal() {
        Json.ObjectBuilder live = live(WEB);
        live.within("metadata")
                .within("annotations")
                .put("service.beta.kubernetes.io/azure-load-balancer-internal", "True");

        assertThat(compare(WEB, live.build()).change()).isEqualTo(UPDATE);
    }
}
