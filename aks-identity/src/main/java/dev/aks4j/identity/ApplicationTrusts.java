package dev.aks4j.identity;

import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whose tokens an application registration trusts. Its federated credentials are {@link FederatedCredentialSpec}s whose
 * identity is {@link #application}; they are in Microsoft Graph and not in Azure Resource Manager, so no plan holds them: this
 * compares them with what is there, and writes what differs. What is there and not declared stays, and is listed. The caller of
 * the client needs the right to change the application. Blocks. Thread-safe.
 *
 * <pre>{@code
 * ResourceId orders = ApplicationTrusts.application(clientId);
 * ApplicationTrusts trusts = ApplicationTrusts.of(aks, clientId);
 * trusts.apply(List.of(
 *     FederatedCredentialSpec.forServiceAccount("shop-orders", orders, cluster.id(), "shop-ns", "orders")));
 * }</pre>
 */
public final class ApplicationTrusts {

    private static final String BELOW = "/federatedIdentityCredentials";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ApplicationGraph application;
    private final ResourceId id;

    private ApplicationTrusts(ApplicationGraph application) {
        this.application = application;
        this.id = application(application.clientId());
    }

    /**
     * Returns the federated credentials of an application.
     *
     * @param clientId the application's client id
     * @throws AksException if the cloud names no Microsoft Graph
     */
    public static ApplicationTrusts of(Aks aks, String clientId) {
        return new ApplicationTrusts(new ApplicationGraph(aks, clientId));
    }

    /** Returns what stands for an application registration as the identity of a {@link FederatedCredentialSpec}. */
    public static ResourceId application(String clientId) {
        return ResourceId.parse("/providers/Microsoft.Graph/applications/" + clientId);
    }

    static boolean isApplication(ResourceId identity) {
        return identity.toString().startsWith("/providers/Microsoft.Graph/applications/");
    }

    /** What is done to a credential. */
    public enum Change {
        /** It is made. */
        CREATE,
        /** Its issuer, subject or audience is changed. */
        UPDATE,
        /** It is as declared. */
        NONE,
        /** It is there and not declared, and stays. */
        UNDECLARED
    }

    /**
     * A credential, and what is done to it.
     *
     * @param name its name
     * @param change what is done
     * @param what what it says, for people
     */
    public record Line(String name, Change change, String what) {
        @Override
        public String toString() {
            return change + " " + name + ": " + what;
        }
    }

    /**
     * Compares, and sends no write.
     *
     * @throws InvalidSpecException if a credential is another identity's, or there would be more than 20
     * @throws AksException if a cluster has no OIDC issuer, or a read fails
     */
    public List<Line> plan(Collection<FederatedCredentialSpec> declared) {
        return lines(declared, false);
    }

    /** Writes what differs, as {@link #plan} says it, and returns that. Microsoft Entra ID needs some seconds until it knows. */
    public List<Line> apply(Collection<FederatedCredentialSpec> declared) {
        return lines(declared, true);
    }

    /** Removes credentials by their names; those that are gone already count as removed. */
    public void remove(Collection<String> names) {
        live().keySet().stream()
                .filter(names::contains)
                .forEach(name -> application.delete(BELOW + "/" + ApplicationGraph.encoded(name)));
    }

    private List<Line> lines(Collection<FederatedCredentialSpec> declared, boolean write) {
        Map<String, Json> live = live();
        check(declared, live);
        List<Line> lines = new ArrayList<>();
        Map<String, Json> wanted = new LinkedHashMap<>();
        declared.forEach(each -> wanted.put(each.name(), document(each)));
        wanted.forEach((name, body) -> {
            Optional<Json> there = Optional.ofNullable(live.get(name));
            Change change = there.isEmpty() ? Change.CREATE : same(there.get(), body) ? Change.NONE : Change.UPDATE;
            lines.add(new Line(name, change, text(body)));
        });
        live.forEach((name, body) -> {
            if (!wanted.containsKey(name)) {
                lines.add(new Line(name, Change.UNDECLARED, text(body)));
            }
        });
        if (write) {
            lines.forEach(line -> write(line, wanted));
        }
        return List.copyOf(lines);
    }

    private void write(Line line, Map<String, Json> wanted) {
        if (line.change() == Change.CREATE) {
            application.post(BELOW, declared(line, wanted));
        } else if (line.change() == Change.UPDATE) {
            Json.ObjectBuilder changed = declared(line, wanted).edit();
            changed.remove("name");
            application.patch(BELOW + "/" + ApplicationGraph.encoded(line.name()), changed.build());
        }
    }

    private static Json declared(Line line, Map<String, Json> wanted) {
        return Objects.requireNonNull(wanted.get(line.name()), "what is created or changed is declared");
    }

    private void check(Collection<FederatedCredentialSpec> declared, Map<String, Json> live) {
        List<Problem> problems = new ArrayList<>();
        declared.stream()
                .map(each -> new FederatedCredentialRules.Belonging(each, id))
                .forEach(each -> problems.addAll(FederatedCredentialRules.OF_THIS_APPLICATION.on(each)));
        long others = live.keySet().stream()
                .filter(name -> declared.stream().noneMatch(each -> each.name().equals(name)))
                .count();
        problems.addAll(FederatedCredentialRules.AT_MOST_WITH_LIVE.on(new FederatedCredentialRules.Counted(
                "application " + application.clientId(), declared.size(), (int) others)));
        InvalidSpecException.throwIfAny("federated credentials of application " + application.clientId(), problems);
    }

    private Map<String, Json> live() {
        return application.read(BELOW).path("value").stream()
                .collect(Collectors.toMap(
                        each -> each.path("name").asText(), each -> each, (one, other) -> one, LinkedHashMap::new));
    }

    private Json document(FederatedCredentialSpec spec) {
        Json.ObjectBuilder body = Json.object();
        body.put("name", spec.name());
        body.put("issuer", spec.issuer().orElseGet(() -> issuerOf(spec.cluster().orElseThrow())));
        body.put("subject", spec.subject());
        body.putArray("audiences").add(spec.audience());
        return body.build();
    }

    private String issuerOf(ResourceId cluster) {
        Aks aks = application.aks();
        ResourceId whole = cluster.inSubscription(aks.subscriptionId());
        String issuer = aks.await(aks.arm().send(ArmRequest.get(whole, ClusterSpec.API_VERSION)), LIMIT)
                .body()
                .at("/properties/oidcIssuerProfile/issuerURL")
                .asText("");
        if (issuer.isEmpty()) {
            throw new AksException("Cluster " + cluster.name()
                    + " has no OIDC issuer whose tokens could be trusted. Add .workloadIdentity() to it.");
        }
        return issuer;
    }

    private static boolean same(Json one, Json other) {
        return one.path("issuer").equals(other.path("issuer"))
                && one.path("subject").equals(other.path("subject"))
                && one.path("audiences").equals(other.path("audiences"));
    }

    private static String text(Json body) {
        return body.path("subject").asText() + " of " + body.path("issuer").asText();
    }

    @Override
    public String toString() {
        return "federated credentials of application " + application.clientId();
    }
}
