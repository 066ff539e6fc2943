package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Ownership;
import java.util.List;
import java.util.function.BiConsumer;

/** The rules that a plan holds its specs and the live resources against. */
public final class PlanRules {

    /** What a rule looks at: a resource, and what was found about it. */
    record Subject(String type, String name, String path, String value, String reason) {
        String place() {
            return type + " " + name;
        }
    }

    private static final String SOURCE = "aks4j design, 2026-11";

    static final Rule<Subject> CONTRADICTION = rule(
            "AKS-PLAN-001",
            "Two specs of a plan do not say different things about one resource.",
            (subject, findings) -> findings.report(
                    subject.place(),
                    subject.value,
                    "is declared by two specs that differ",
                    "Keep one of them, or make them equal."));

    static final Rule<Subject> NOT_OURS = rule(
            "AKS-PLAN-002",
            "An existing resource is changed only if it carries our ownership mark.",
            (subject, findings) -> findings.report(
                    subject.place(),
                    subject.value,
                    "exists and was not created by aks4j (it lacks the mark " + Ownership.TAG + ")",
                    "Plan with adopt() to take it over, or with observe() to use it as it is."));

    static final Rule<Subject> FORBIDDEN = Rule.<Subject>error(
                    "AKS-PLAN-003", "A property that Azure never changes is declared as it is.")
            .prevents(AzureError.answered(400, "PropertyChangeNotAllowed"))
            .source("AKS troubleshooting, PropertyChangeNotAllowed, 2026")
            .check((subject, findings) -> findings.report(
                    subject.place() + ", " + subject.path,
                    subject.value,
                    "cannot be changed" + (subject.reason.isEmpty() ? "" : ": " + subject.reason),
                    "Declare it as it is, or create a new resource beside this one."));

    static final Rule<Subject> RECREATE = rule(
            "AKS-PLAN-004",
            "A resource is removed and created again only if the caller allows it.",
            (subject, findings) -> findings.report(
                    subject.place() + ", " + subject.path,
                    subject.value,
                    "takes removing the resource and creating it again, by which it loses what it holds"
                            + (subject.reason.isEmpty() ? "" : ": " + subject.reason),
                    "Plan with allowRecreate() if that is what you want; otherwise declare it as it is."));

    static final Rule<Subject> CIRCLE = rule(
            "AKS-PLAN-005",
            "Resources do not need each other in a circle.",
            (subject, findings) -> findings.report(
                    "needs",
                    subject.value,
                    "is a circle, so nothing of it can come first",
                    "Remove one of the needs."));

    static final Rule<Subject> NO_GROUP = Rule.<Subject>error(
                    "AKS-PLAN-006", "The resource group of a resource exists or is in the plan.")
            .prevents(AzureError.answered(404, "ResourceGroupNotFound"))
            .source("Azure Resource Manager, common errors, 2026")
            .check((subject, findings) -> findings.report(
                    "resource group of " + subject.place(),
                    subject.value,
                    "does not exist and is not in the plan",
                    "Add its spec to the plan: ResourceGroupSpec.of(\"" + subject.value
                            + "\", region); or create the group first."));

    static final Rule<Subject> NO_HOLDER = Rule.<Subject>error(
                    "AKS-PLAN-022", "What a resource lies in exists or is in the plan.")
            .prevents(AzureError.answered(404, "ParentResourceNotFound"))
            .source("Azure Resource Manager, common errors, 2026")
            .check((subject, findings) -> findings.report(
                    subject.place(),
                    subject.value,
                    "is to be made in it, and it neither exists nor is in the plan",
                    "Add its spec to the plan, or correct the name."));

    static final Rule<Subject> DELETING = Rule.<Subject>error(
                    "AKS-PLAN-007", "A resource that is being removed is not written to.")
            .prevents(AzureError.answered(409, "OperationNotAllowed"))
            .source("AKS troubleshooting, OperationNotAllowed, 2026")
            .check((subject, findings) -> findings.report(
                    subject.place(), subject.value, "is being removed at this moment", "Plan again when it is gone."));

    static final Rule<Subject> OBSERVED = Rule.<Subject>warning(
                    "AKS-PLAN-008", "An observed resource is as its spec says.")
            .source(SOURCE)
            .check((subject, findings) -> findings.report(
                    subject.place() + ", " + subject.path,
                    subject.value,
                    "is declared, but the resource is only observed; there it is " + subject.reason,
                    "Change the spec to what is, or plan with adopt() to change the resource."));

    static final Rule<Subject> BROKEN = Rule.<Subject>warning(
                    "AKS-PLAN-009", "The last operation on an existing resource succeeded.")
            .source("Microsoft Learn, AKS, cluster in a failed state, 2026")
            .check((subject, findings) -> findings.report(
                    subject.place(),
                    subject.value,
                    "ended its last operation like that, so it may not be what its properties say",
                    "Find out why; any write to the resource makes Azure reconcile it."));

    static final Rule<Subject> UNANSWERED = Rule.<Subject>warning(
                    "AKS-PLAN-010", "What a plan asks of Azure or of a cluster is answered.")
            .source(SOURCE)
            .check((subject, findings) -> findings.report(
                    subject.place(),
                    subject.value,
                    "could not be asked (" + subject.reason + "), so nothing was held against it",
                    "Give the caller the right to read it, or register the provider if that is what is missing; or go on: Azure"
                            + " checks it when the plan is applied."));

    static final Rule<Subject> ELSEWHERE = rule(
            "AKS-PLAN-011",
            "A resource that exists under another name, and of which Azure keeps only one, is as its spec says.",
            (subject, findings) -> findings.report(
                    subject.place() + ", " + subject.path,
                    subject.value,
                    "is declared, but Azure has this one already under the name " + subject.reason
                            + ", and keeps no second",
                    "Give the spec that name to change it, or remove the other one."));

    /** The objects of a cluster that could not be read. */
    record Unreadable(String cluster, String objects, Unread why) {}

    static final Rule<Unreadable> UNREAD = Rule.<Unreadable>error(
                    "AKS-PLAN-020", "Objects in a cluster are read before a plan changes or removes them.")
            .source(SOURCE)
            .check((hidden, findings) -> findings.report(
                    "objects in managedCluster " + hidden.cluster(),
                    hidden.objects(),
                    "cannot be planned, because the cluster " + hidden.why().why(),
                    hidden.why().fix()));

    static final Rule<Subject> STOPPED = Rule.<Subject>error("AKS-PLAN-012", "A cluster that a plan writes to runs.")
            .prevents(AzureError.answered(409, "OperationNotAllowed"))
            .source("Microsoft Learn, AKS, stop and start a cluster, 2026")
            .check((subject, findings) -> findings.report(
                    subject.place(),
                    subject.value,
                    "is stopped, and Azure takes no changes of a stopped cluster",
                    "Start it first, with aks.clusters().get(id).start(), and plan again."));

    static final Rule<Subject> DATA_LOSS = rule(
            "AKS-PLAN-021",
            "What holds data is removed, or made anew, only if the caller allows the loss of that very resource.",
            (subject, findings) -> findings.report(
                    subject.place(),
                    subject.value,
                    subject.reason.isEmpty() ? "holds data, which would be gone" : subject.reason,
                    "Plan with allowDataLoss(id) if that is what you want; otherwise leave it out of the plan."));

    private PlanRules() {}

    private static Rule<Subject> rule(String id, String statement, BiConsumer<Subject, Findings> check) {
        return Rule.<Subject>error(id, statement).source(SOURCE).check(check);
    }

    /** Returns the rules of this package. */
    static List<Rule<?>> rules() {
        return List.of(
                CONTRADICTION,
                NOT_OURS,
                FORBIDDEN,
                RECREATE,
                CIRCLE,
                NO_GROUP,
                NO_HOLDER,
                DELETING,
                OBSERVED,
                BROKEN,
                UNANSWERED,
                ELSEWHERE,
                STOPPED,
                DATA_LOSS,
                UNREAD);
    }
}
