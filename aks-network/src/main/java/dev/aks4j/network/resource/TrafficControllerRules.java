package dev.aks4j.network.resource;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.resource.ArmSpec;
import java.util.List;

/** Rules of Application Gateways for Containers. */
final class TrafficControllerRules {

    static final String TYPE = "Microsoft.ServiceNetworking/trafficControllers";
    static final String API_VERSION = "2025-01-01";

    private static final String SOURCE = "Application Gateway for Containers docs, components, 2025-12";
    private static final String FORM = "[A-Za-z0-9]([A-Za-z0-9_.-]{0,62}[A-Za-z0-9])?";

    static final List<Rule<TrafficControllerSpec>> CONTROLLER =
            List.of(name("AKS-NWR-130", "An Application Gateway for Containers"));

    static final List<Rule<TrafficControllerFrontendSpec>> FRONTEND =
            List.of(name("AKS-NWR-131", "A frontend of an Application Gateway for Containers"));

    static final Rule<TrafficControllerAssociationSpec> SUBNET = Rule.<TrafficControllerAssociationSpec>error(
                    "AKS-NWR-133", "An association names a subnet.")
            .prevents(answered(400, "InvalidRequestFormat"))
            .source(SOURCE)
            .check((association, findings) -> {
                if (!association.subnet().type().equalsIgnoreCase("Microsoft.Network/virtualNetworks/subnets")) {
                    findings.report(
                            "subnet",
                            association.subnet(),
                            "is a " + association.subnet().type(),
                            "Give the id of a subnet, for example vnet.subnet(\"alb\").id().");
                }
            });

    static final List<Rule<TrafficControllerAssociationSpec>> ASSOCIATION =
            List.of(name("AKS-NWR-132", "An association of an Application Gateway for Containers"), SUBNET);

    /** An association and what is around it in a plan. */
    record InPlan(TrafficControllerAssociationSpec association, Scope scope) {}

    static final Rule<InPlan> ONE = Rule.<InPlan>error(
                    "AKS-NWR-134", "An Application Gateway for Containers has one association.")
            .prevents(answered(400, "AssociationLimitReached"))
            .source(SOURCE)
            .check((it, findings) -> {
                List<TrafficControllerAssociationSpec> all = it.scope().specs().stream()
                        .filter(TrafficControllerAssociationSpec.class::isInstance)
                        .map(TrafficControllerAssociationSpec.class::cast)
                        .filter(other -> it.scope()
                                .id(other.parent())
                                .equals(it.scope().id(it.association().parent())))
                        .toList();
                if (all.indexOf(it.association()) > 0) {
                    findings.report(
                            "trafficControllerAssociation " + it.association().name(),
                            all.size() + " associations",
                            "are more than one",
                            "Keep one, or make another Application Gateway for Containers.");
                }
            });

    static final List<Rule<InPlan>> IN_PLAN = List.of(ONE);

    private TrafficControllerRules() {}

    private static <S extends ArmSpec> Rule<S> name(String id, String what) {
        return ResourceNames.of(
                id,
                what
                        + " has a name of 1-64 letters, digits, dots, hyphens and underscores, with a letter or digit at both"
                        + " ends.",
                name -> name.matches(FORM),
                "Use 1-64 letters, digits, '.', '-' or '_', beginning and ending with a letter or digit.");
    }

    static List<Problem> inPlan(TrafficControllerAssociationSpec association, Scope scope) {
        return Rule.all(IN_PLAN, new InPlan(association, scope));
    }
}
