package dev.aks4j.core.cluster.companion;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Undeclared;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Teaches the engine the resources that go with a cluster. */
final class CompanionKind extends ArmKind<CompanionSpec> {

    static final CompanionKind MAINTENANCE = new CompanionKind("maintenanceConfiguration", "");
    static final CompanionKind SNAPSHOT = new CompanionKind("snapshot", "a snapshot is of what it was taken from");
    static final CompanionKind NAMESPACE = new CompanionKind("managedNamespace", "");
    static final CompanionKind TRUSTED_ACCESS = new CompanionKind("trustedAccess", "access is given to one resource");

    /** A window comes round in one way; the older form of weekly times goes where it is declared. */
    private static final List<Alternative> ALTERNATIVES = Stream.of(
                    Alternative.oneOf(
                            "/properties/maintenanceWindow/schedule",
                            "daily",
                            "weekly",
                            "absoluteMonthly",
                            "relativeMonthly"),
                    List.of(
                            Alternative.besides("/properties", "maintenanceWindow", "timeInWeek"),
                            Alternative.besides("/properties", "maintenanceWindow", "notAllowedTime")))
            .flatMap(List::stream)
            .toList();

    private static final List<Undeclared> UNDECLARED = List.of(
            Undeclared.value("/properties/defaultNetworkPolicy/ingress", "AllowSameNamespace")
                    .secure(),
            Undeclared.value("/properties/defaultNetworkPolicy/egress", "AllowAll")
                    .secure(),
            Undeclared.absent("/properties/maintenanceWindow/notAllowedDates"),
            Undeclared.value("/properties/maintenanceWindow/durationHours", 4).by("duration(Duration.ofHours(4))"),
            Undeclared.value("/properties/maintenanceWindow/startTime", "00:00").by("startTime(LocalTime.MIDNIGHT)"),
            Undeclared.value("/properties/maintenanceWindow/utcOffset", "+00:00")
                    .by("utcOffset(ZoneOffset.UTC)"),
            Undeclared.value("/properties/adoptionPolicy", "Never").by("adoption(Adoption.NEVER)"),
            Undeclared.value("/properties/deletePolicy", "Keep").by(""),
            Undeclared.absent("/properties/labels/*"),
            Undeclared.absent("/properties/annotations/*"),
            Undeclared.fixed("/properties/defaultResourceQuota/cpuRequest"),
            Undeclared.fixed("/properties/defaultResourceQuota/cpuLimit"),
            Undeclared.fixed("/properties/defaultResourceQuota/memoryRequest"),
            Undeclared.fixed("/properties/defaultResourceQuota/memoryLimit"),
            Undeclared.absent("/tags/*"));

    private final String name;
    private final String fixed;

    private CompanionKind(String name, String fixed) {
        this.name = name;
        this.fixed = fixed;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String apiVersion() {
        return ClusterSpec.API_VERSION;
    }

    @Override
    public Set<Address> requires(CompanionSpec spec) {
        return Set.of(Address.azure(spec.needs()));
    }

    @Override
    public String summary(CompanionSpec spec) {
        return spec.summary();
    }

    @Override
    protected Json document(CompanionSpec spec, Scope scope) {
        return spec.document(scope);
    }

    @Override
    protected Set<String> defaults(CompanionSpec spec) {
        return spec.defaults();
    }

    @Override
    protected List<Alternative> alternatives() {
        return ALTERNATIVES;
    }

    @Override
    protected List<Undeclared> undeclared() {
        return UNDECLARED;
    }

    /** Azure fills the day of the write in, and refuses it on a later day. */
    @Override
    protected Set<String> filledIn() {
        return Set.of("/properties/maintenanceWindow/startDate");
    }

    /** Access that is given anew is the same access. */
    @Override
    public boolean holdsSomething(CompanionSpec spec, Json live) {
        return !(spec instanceof TrustedAccessSpec);
    }

    @Override
    protected Optional<Difference> judge(CompanionSpec spec, Difference difference, Json live) {
        if (difference.path().equals("/location")) {
            boolean same = difference
                    .before()
                    .asText()
                    .replace(" ", "")
                    .equalsIgnoreCase(difference.after().asText());
            return same ? Optional.empty() : Optional.of(fixed(difference, "it cannot move to another region"));
        }
        return Optional.of(difference.path().endsWith("/sourceResourceId") ? fixed(difference, fixed) : difference);
    }

    private static Difference fixed(Difference difference, String reason) {
        return new Difference(difference.path(), difference.before(), difference.after(), Change.RECREATE, reason);
    }
}
