package dev.aks4j.network;

import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Makes a service of the calls that a recorded case names. */
final class ServiceFromCase {

    private ServiceFromCase() {}

    static LoadBalancerService of(Json it) {
        ServiceBuilder<?> builder =
                it.path("internal").asBoolean() ? LoadBalancerService.internal("web", "default") : publicFacing(it);
        it.path("ports").forEach(port -> port(builder, port));
        if (it.has("families")) {
            builder.ipFamilies(texts(it.path("families")).stream()
                    .map(text -> IpFamily.valueOf(text.toUpperCase(Locale.ROOT)))
                    .toArray(IpFamily[]::new));
        }
        if (it.path("local").asBoolean()) {
            builder.localTraffic();
        }
        if (!it.path("nodePorts").asBoolean(true)) {
            builder.withoutNodePorts();
        }
        if (!it.path("floating").asBoolean(true)) {
            builder.disableFloatingIp();
        }
        if (it.path("ha").asBoolean()) {
            ((LoadBalancerService.Internal) builder).haPorts();
        }
        if (it.path("deny").asBoolean()) {
            builder.denyOtherSources();
        }
        builder.sourceRanges(array(it.path("sources")));
        builder.allowedRanges(array(it.path("allowed")));
        builder.allowedServiceTags(array(it.path("tags")));
        builder.additionalPublicIps(array(it.path("additional")));
        texts(it.path("addresses")).forEach(builder::address);
        if (it.has("idle")) {
            builder.idleTimeout(Duration.ofSeconds(it.path("idle").asLong()));
        }
        if (it.has("probe")) {
            builder.probe(probe -> probe(probe, it.path("probe")));
        }
        if (it.has("pls")) {
            builder.privateLink(link -> link(link, it.path("pls")));
        }
        it.path("raw")
                .properties()
                .forEach(entry ->
                        builder.annotation(entry.getKey(), entry.getValue().asText()));
        return builder.unchecked();
    }

    private static LoadBalancerService.Public publicFacing(Json it) {
        LoadBalancerService.Public builder = LoadBalancerService.publicFacing("web", "default");
        if (it.has("publicName")) {
            builder.publicIp(ip -> ip.name(it.path("publicName").asText()));
        }
        return builder;
    }

    private static void port(ServiceBuilder<?> builder, Json it) {
        builder.port(it.path("port").asInt(), 8080, port -> {
            port.protocol(ServicePort.Protocol.valueOf(it.path("protocol").asText("TCP")));
            if (it.has("name")) {
                port.name(it.path("name").asText());
            }
            if (it.has("nodePort")) {
                port.nodePort(it.path("nodePort").asInt());
            }
            if (it.has("appProtocol")) {
                port.appProtocol(it.path("appProtocol").asText());
            }
            if (!it.path("balanced").asBoolean(true)) {
                port.notBalanced();
            }
            if (!it.path("probed").asBoolean(true)) {
                port.notProbed();
            }
            if (it.has("probe")) {
                port.probe(probe -> probe(probe, it.path("probe")));
            }
        });
    }

    private static void probe(HealthProbe.Builder probe, Json it) {
        if (it.has("protocol")) {
            probe.protocol(HealthProbe.Protocol.valueOf(it.path("protocol").asText()));
        }
        if (it.has("path")) {
            probe.path(it.path("path").asText());
        }
        if (it.has("interval")) {
            probe.interval(Duration.ofSeconds(it.path("interval").asLong()));
        }
        if (it.has("count")) {
            probe.count(it.path("count").asInt());
        }
        if (it.has("port")) {
            probe.port(it.path("port").asText());
        }
    }

    private static void link(PrivateLink.Builder link, Json it) {
        if (it.has("count")) {
            link.addressCount(it.path("count").asInt());
        }
        link.addresses(array(it.path("addresses")));
        link.visibleTo(array(it.path("visibility")));
        link.approve(array(it.path("approval")));
        if (it.path("proxy").asBoolean()) {
            link.proxyProtocol();
        }
    }

    private static String[] array(Json list) {
        return texts(list).toArray(String[]::new);
    }

    private static List<String> texts(Json list) {
        return new ArrayList<>(StreamSupport.stream(list.spliterator(), false)
                .map(Json::asText)
                .toList());
    }
}
