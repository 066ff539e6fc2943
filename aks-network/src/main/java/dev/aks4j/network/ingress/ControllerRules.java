package dev.aks4j.network.ingress;

import static dev.aks4j.core.model.AzureError.answered;
import static dev.aks4j.core.model.AzureError.happens;

import dev.aks4j.core.model.Rule;
import java.util.List;

/** The rules of NGINX controllers and of Application Gateways for Containers, alone. */
final class ControllerRules {

    private static final String OPERATOR = "Azure/aks-app-routing-operator, NginxIngressController v1alpha1, 2026";
    private static final String VAULT = "Write it as https://<vault>.vault.azure.net/certificates/<name>.";

    static final Rule<NginxIngressControllerSpec> NAMES = Rule.<NginxIngressControllerSpec>error(
                    "AKS-ING-060",
                    "A controller's class has 2-253, the prefix of its names 2-60 lower-case letters, digits and hyphens; a"
                            + " class may have dots.")
            .prevents(answered(422, "Invalid"))
            .source(OPERATOR)
            .check((controller, findings) -> {
                String name = controller.ingressClass();
                if (name.length() < 2 || !IngressNames.isSubdomain(name)) {
                    findings.report(
                            "ingressClass", name, "is not the name of a class", "Use for example nginx-internal.");
                }
                String prefix = controller.prefix();
                if (prefix.length() > 60 || !prefix.matches("[a-z0-9][-a-z0-9]*[a-z0-9]")) {
                    findings.report(
                            "namePrefix",
                            prefix,
                            "is not the beginning of names",
                            "Set namePrefix(...) with 2-60 lower-case letters, digits and hyphens.");
                }
            });

    static final Rule<NginxIngressControllerSpec> SCALING = Rule.<NginxIngressControllerSpec>error(
                    "AKS-ING-061", "A controller has at least one pod, and not more at least than at most.")
            .prevents(answered(422, "Invalid"))
            .source(OPERATOR)
            .check((controller, findings) -> {
                int least = controller.minimum().orElse(2);
                int most = controller.maximum().orElse(100);
                if (least < 1 || most < least) {
                    findings.report(
                            "replicas",
                            least + " to " + most,
                            "is not a range of pods",
                            "Use 1 or more at least, and as many or more at most.");
                }
            });

    static final Rule<NginxIngressControllerSpec> CERTIFICATE = Rule.<NginxIngressControllerSpec>error(
                    "AKS-ING-062",
                    "A controller shows one certificate, of a secret or of a key vault; a redirect to HTTPS needs one.")
            .prevents(answered(422, "Invalid"))
            .source(OPERATOR)
            .check((controller, findings) -> {
                boolean vault = controller.certificate().isPresent();
                boolean secret = controller.secret().isPresent();
                if (vault && secret) {
                    findings.report("certificate", 2, "is not a number of certificates", "Keep one of the two.");
                }
                if (controller.redirects() && !vault && !secret) {
                    findings.report(
                            "redirectToHttps",
                            true,
                            "has no certificate",
                            "Add certificate(...) or vaultCertificate(...).");
                }
                controller
                        .secret()
                        .filter(one -> !isTold(one.name())
                                || one.namespace()
                                        .filter(there -> !isTold(there))
                                        .isPresent())
                        .ifPresent(one -> findings.report(
                                "certificate",
                                one,
                                "is not the name of a secret",
                                "Name the secret and its namespace."));
                controller
                        .certificate()
                        .filter(uri -> !uri.matches("([A-Za-z][-A-Za-z0-9+.]*:|/).*"))
                        .ifPresent(uri -> findings.report("certificate", uri, "is not an address", VAULT));
            });

    static final Rule<NginxIngressControllerSpec> VAULT_OBJECT = Rule.<NginxIngressControllerSpec>error(
                    "AKS-ING-064", "The certificate of a controller is fetched by its address in a key vault.")
            .prevents(
                    happens("The operator cannot read the address, and the controller shows a certificate of its own"))
            .source(OPERATOR)
            .check((controller, findings) -> controller
                    .certificate()
                    .filter(uri -> !IngressNames.isVaultObject(uri))
                    .ifPresent(uri -> findings.report(
                            "certificate", uri, "is not the address of a certificate in a key vault", VAULT)));

    static final Rule<NginxIngressControllerSpec> UNSAID = Rule.<NginxIngressControllerSpec>error(
                    "AKS-ING-063", "A controller's load balancer is told only what annotations of a service say.")
            .prevents(happens("The setting is lost without a word"))
            .source(OPERATOR)
            .check((controller, findings) -> controller
                    .service()
                    .ifPresent(service -> service.beyondAnnotations()
                            .forEach(setting -> findings.report(
                                    "loadBalancer." + setting,
                                    "set",
                                    "is a field of the service, which application routing writes itself",
                                    "Remove it."))));

    static final Rule<ApplicationLoadBalancerSpec> SUBNET = Rule.<ApplicationLoadBalancerSpec>error(
                    "AKS-ING-070",
                    "The subnet of an Application Gateway for Containers has 256 addresses: /24 or more.")
            .prevents(happens("The association fails, and no gateway gets an address"))
            .source("Application Gateway for Containers docs, components, 2025-12")
            .check((balancer, findings) -> balancer.subnet()
                    .cidr()
                    .filter(range -> !range.isIpv6() && range.prefixLength() > 24)
                    .ifPresent(range -> findings.report(
                            "subnet", range, "is too small a range", "Use a subnet of /24 for it alone.")));

    static final List<Rule<NginxIngressControllerSpec>> NGINX =
            List.of(NAMES, SCALING, CERTIFICATE, VAULT_OBJECT, UNSAID);

    static final List<Rule<ApplicationLoadBalancerSpec>> APPLICATION_LOAD_BALANCER = List.of(SUBNET);

    private ControllerRules() {}

    /** Whether it is a name as the type of controllers writes names of secrets and of their namespaces. */
    private static boolean isTold(String name) {
        return name.length() <= 253 && name.matches("[a-z0-9][-a-z0-9.]*[a-z0-9]");
    }
}
