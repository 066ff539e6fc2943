package dev.aks4j.network.ingress;

import static dev.aks4j.core.model.AzureError.happens;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The rules of ingress that need the cluster or other objects. */
final class IngressPlanRules {

    private static final String ROUTING = "/properties/ingressProfile/webAppRouting/";
    private static final String AKS = "AKS docs, app-routing-gateway-api and managed-gateway-api, 2026-07";
    private static final String DELEGATION = "Microsoft.ServiceNetworking/trafficControllers";

    static final Rule<IngressCase> GATEWAY_TYPES = Rule.<IngressCase>error(
                    "AKS-ING-080",
                    "A cluster whose gateways Azure carries out has the types of the Gateway API from Azure.")
            .prevents(happens("The cluster does not know the type Gateway, or knows one that Azure does not support"))
            .source(AKS)
            .check((it, findings) -> it.as(GatewaySpec.class)
                    .filter(gateway -> gateway.gatewayClass().equals(GatewayClass.APP_ROUTING)
                            || gateway.gatewayClass().equals(GatewayClass.ISTIO))
                    .flatMap(gateway -> it.cluster())
                    .filter(cluster -> !isAutomatic(cluster)
                            && !cluster.text("/properties/ingressProfile/gatewayAPI/installation")
                                    .equals("Standard"))
                    .ifPresent(cluster -> findings.report(
                            it.path(),
                            it.spec().object().name(),
                            "needs the Gateway API in cluster " + cluster.name(),
                            "Add addons(addons -> addons.gatewayApi()) to the cluster.")));

    static final Rule<IngressCase> IMPLEMENTATION = Rule.<IngressCase>error(
                    "AKS-ING-081", "The cluster has who carries out its gateways.")
            .prevents(happens("Nobody takes the gateway, and it gets no address"))
            .source(AKS)
            .check((it, findings) -> it.as(GatewaySpec.class)
                    .ifPresent(gateway -> it.cluster()
                            .filter(cluster -> !carriesOut(cluster, gateway.gatewayClass()))
                            .ifPresent(cluster -> findings.report(
                                    it.path() + ".gatewayClass",
                                    gateway.gatewayClass(),
                                    "is carried out by nobody in cluster " + cluster.name(),
                                    gateway.gatewayClass().equals(GatewayClass.ISTIO)
                                            ? "Add the service mesh to the cluster, or use GatewayClass.APP_ROUTING."
                                            : "Add addons(addons -> addons.gatewayApi().appRoutingGateway()) to the"
                                                    + " cluster."))));

    private static boolean carriesOut(ClusterSpec cluster, GatewayClass gatewayClass) {
        if (gatewayClass.equals(GatewayClass.APP_ROUTING)) {
            return isAutomatic(cluster)
                    || cluster.text(ROUTING + "gatewayAPIImplementations/appRoutingIstio/mode")
                            .equals("Enabled");
        }
        return !gatewayClass.equals(GatewayClass.ISTIO)
                || cluster.text("/properties/serviceMeshProfile/mode").equals("Istio");
    }

    /** Azure gives new clusters of this kind both by itself. */
    private static boolean isAutomatic(ClusterSpec cluster) {
        return cluster.text("/sku/name").equals("Automatic");
    }

    static final Rule<IngressCase> ATTACHED = Rule.<IngressCase>error(
                    "AKS-ING-082", "A gateway of the plan takes the routes that are attached to it.")
            .prevents(happens("The route is accepted, says that it is not attached, and gets no requests"))
            .source("Gateway API, attaching routes, v1.4.1")
            .check((it, findings) -> it.as(HttpRouteSpec.class).ifPresent(route -> {
                for (HttpRouteSpec.Parent parent : route.parents()) {
                    it.neighbours(GatewaySpec.class).stream()
                            .filter(gateway -> gateway.name()
                                            .equals(parent.gateway().name())
                                    && gateway.namespace().equals(Optional.of(route.namespaceOf(parent.gateway()))))
                            .findFirst()
                            .ifPresent(gateway -> attached(it.path(), route, parent, gateway, findings));
                }
            }));

    private static void attached(
            String path, HttpRouteSpec route, HttpRouteSpec.Parent parent, GatewaySpec gateway, Findings findings) {
        List<Listener> listeners = gateway.listeners().stream()
                .filter(listener -> parent.listener()
                        .filter(name -> !name.equals(listener.name()))
                        .isEmpty())
                .toList();
        if (listeners.isEmpty()) {
            findings.report(
                    path + ".gateways",
                    parent.listener().orElse(""),
                    "is no listener of " + gateway,
                    "Use one of "
                            + gateway.listeners().stream().map(Listener::name).collect(Collectors.joining(", "))
                            + ".");
            return;
        }
        String own = gateway.namespace().orElseThrow();
        String other = route.namespace().orElseThrow();
        List<Listener> open = listeners.stream()
                .filter(listener -> listener.mayHaveRoutesOf(own, other))
                .toList();
        if (open.isEmpty()) {
            findings.report(
                    path + ".namespace",
                    other,
                    "is not a namespace whose routes " + gateway + " takes",
                    "Call routesOfEveryNamespace() or routesOfNamespacesWith(...) on its listener.");
            return;
        }
        boolean met = route.hostnames().isEmpty()
                || open.stream()
                        .anyMatch(listener -> listener.hostname().isEmpty()
                                || route.hostnames().stream()
                                        .anyMatch(host -> IngressNames.meet(
                                                host, listener.hostname().get())));
        if (!met) {
            findings.report(
                    path + ".hostnames",
                    String.join(", ", route.hostnames()),
                    "are no hosts of " + gateway,
                    "Use hosts of its listeners: "
                            + open.stream()
                                    .flatMap(listener -> listener.hostname().stream())
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    static final Rule<IngressCase> GRANTED = Rule.<IngressCase>warning(
                    "AKS-ING-083", "What is named in another namespace is granted there.")
            .source("Gateway API, ReferenceGrant, v1.4.1")
            .check((it, findings) -> {
                it.as(HttpRouteSpec.class)
                        .ifPresent(route -> route.rules().stream()
                                .flatMap(rule -> rule.backends().stream())
                                .map(HttpRule.Backend::service)
                                .filter(service -> service.namespace()
                                        .filter(there -> !route.namespace().equals(Optional.of(there)))
                                        .filter(there -> !granted(
                                                it,
                                                there,
                                                grant -> grant.grantsService(
                                                        route.namespace().orElseThrow())))
                                        .isPresent())
                                .collect(Collectors.toSet())
                                .forEach(service -> findings.report(
                                        it.path() + ".backends",
                                        service,
                                        "is in a namespace in which the plan grants nothing to this route",
                                        "Add a ReferenceGrantSpec there, with routesOf(\""
                                                + route.namespace().orElseThrow() + "\").toServices().")));
                it.as(GatewaySpec.class)
                        .ifPresent(gateway -> gateway.listeners().stream()
                                .flatMap(listener -> listener.certificates().stream())
                                .filter(secret -> secret.namespace()
                                        .filter(there -> !gateway.namespace().equals(Optional.of(there)))
                                        .filter(there -> !granted(
                                                it,
                                                there,
                                                grant -> grant.grantsSecret(
                                                        gateway.namespace().orElseThrow())))
                                        .isPresent())
                                .collect(Collectors.toSet())
                                .forEach(secret -> findings.report(
                                        it.path() + ".certificate",
                                        secret,
                                        "is in a namespace in which the plan grants nothing to this gateway",
                                        "Add a ReferenceGrantSpec there, with gatewaysOf(\""
                                                + gateway.namespace().orElseThrow() + "\").toSecrets().")));
            });

    private static boolean granted(IngressCase it, String namespace, Predicate<ReferenceGrantSpec> grants) {
        return it.neighbours(ReferenceGrantSpec.class).stream()
                .anyMatch(grant -> grant.namespace().equals(Optional.of(namespace)) && grants.test(grant));
    }

    static final Rule<IngressCase> ROUTING_ON = Rule.<IngressCase>error(
                    "AKS-ING-084", "NGINX controllers and ingresses of application routing need it in the cluster.")
            .prevents(happens("The cluster does not know the type, or nobody takes the ingress"))
            .source("AKS docs, app-routing and app-routing-nginx-configuration, 2026")
            .check((it, findings) -> it.cluster().ifPresent(cluster -> {
                boolean routes = cluster.isTrue(ROUTING + "enabled") || isAutomatic(cluster);
                boolean controller = it.as(NginxIngressControllerSpec.class).isPresent();
                boolean ingress = it.as(IngressSpec.class)
                        .filter(one -> one.ingressClass().equals(IngressSpec.APP_ROUTING))
                        .isPresent();
                if ((controller || ingress) && !routes) {
                    findings.report(
                            it.path(),
                            it.spec().object().name(),
                            "needs application routing in cluster " + cluster.name(),
                            "Add addons(addons -> addons.appRouting()) to the cluster.");
                }
                if (ingress
                        && cluster.text(ROUTING + "nginx/defaultIngressControllerType")
                                .equals("None")) {
                    findings.report(
                            it.path() + ".ingressClass",
                            IngressSpec.APP_ROUTING,
                            "is the class of the controller that cluster " + cluster.name() + " goes without",
                            "Use the class of a NginxIngressControllerSpec.");
                }
            }));

    static final Rule<IngressCase> SAME_CLASS = Rule.<IngressCase>error(
                    "AKS-ING-085", "No two NGINX controllers of a cluster have one class or one prefix of names.")
            .prevents(happens("The second controller reports a collision and takes no ingress"))
            .source("Azure/aks-app-routing-operator, NginxIngressController v1alpha1, 2026")
            .check((it, findings) -> it.as(NginxIngressControllerSpec.class).ifPresent(own -> {
                List<NginxIngressControllerSpec> all = new ArrayList<>(it.neighbours(NginxIngressControllerSpec.class));
                all.subList(Math.max(0, all.indexOf(own)), all.size()).clear();
                all.stream()
                        .filter(other -> other.ingressClass().equals(own.ingressClass())
                                || other.prefix().equals(own.prefix()))
                        .findFirst()
                        .ifPresent(other -> findings.report(
                                it.path() + ".ingressClass",
                                own.ingressClass() + ", " + own.prefix(),
                                "has the class or prefix of " + other,
                                "Use another class, and another namePrefix(...)."));
                if (Set.of(IngressSpec.APP_ROUTING, IngressSpec.APPLICATION_GATEWAY)
                        .contains(own.ingressClass())) {
                    findings.report(
                            it.path() + ".ingressClass",
                            own.ingressClass(),
                            "is the class of another controller",
                            "Use a class of its own, for example nginx-internal.");
                }
            }));

    static final Rule<IngressCase> NGINX_ENDED = Rule.<IngressCase>warning(
                    "AKS-ING-086", "Azure supports NGINX of application routing until November 2026.")
            .source("AKS docs, ingress-nginx-retirement, 2026; release notes of 2026-04-28")
            .check((it, findings) -> {
                boolean nginx = it.as(NginxIngressControllerSpec.class).isPresent()
                        || it.as(IngressSpec.class)
                                .filter(one -> one.ingressClass().equals(IngressSpec.APP_ROUTING))
                                .isPresent();
                if (nginx) {
                    findings.report(
                            it.path(),
                            it.spec().object().name(),
                            "is carried out by an NGINX without support after November 2026",
                            "Use a GatewaySpec with GatewayClass.APP_ROUTING, and HttpRouteSpec for its paths.");
                }
            });

    static final Rule<IngressCase> DELEGATED = Rule.<IngressCase>error(
                    "AKS-ING-087", "The subnet of an Application Gateway for Containers is delegated to it.")
            .prevents(happens("The association fails, and no gateway gets an address"))
            .source("Application Gateway for Containers docs, components, 2025-12")
            .check((it, findings) -> it.as(ApplicationLoadBalancerSpec.class)
                    .ifPresent(balancer -> it.subnet(balancer.subnet())
                            .filter(subnet -> !subnet.delegation()
                                    .filter(DELEGATION::equalsIgnoreCase)
                                    .isPresent())
                            .ifPresent(subnet -> findings.report(
                                    it.path() + ".subnet",
                                    subnet.name(),
                                    "is not delegated to " + DELEGATION,
                                    "Add delegation(\"" + DELEGATION + "\") to the subnet."))));

    static final List<Rule<IngressCase>> ALL =
            List.of(GATEWAY_TYPES, IMPLEMENTATION, ATTACHED, GRANTED, ROUTING_ON, SAME_CLASS, NGINX_ENDED, DELEGATED);

    private IngressPlanRules() {}
}
