package dev.aks4j.core.internal.arm;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import dev.aks4j.core.arm.WaitListener;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * What the policies of one request tell each other: how long it may take, whether it may be repeated, and whether a write
 * may have been carried out. One for each request; its policies run one after another.
 */
public final class RequestContext {

    static final String KEY = "aks4j.call";
    private static final BooleanSupplier ALWAYS = () -> true;

    static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(5);

    /** Azure documents If-Match and If-None-Match for clusters and node pools (learn.microsoft.com, use-etags). */
    private static final Pattern CONDITIONAL =
            Pattern.compile("(?i).*/providers/Microsoft\\.ContainerService/managedClusters/[^/]+(/agentPools/[^/]+)?");

    /** When it has to be over, by the clock that nobody sets. */
    private final Duration deadline;

    private final boolean repeatSafe;
    private final boolean readOnly;
    private final boolean conditional;
    private final List<String> secrets;
    private final WaitListener waits;
    private final BooleanSupplier condition;

    /** In which order requests came; those that came first go first. */
    private volatile long ticket;

    /** Set while a try is on the wire and no answer has come. */
    private volatile boolean onTheWire;

    /** Set when a try ended without saying whether it was carried out. */
    private volatile boolean unclear;

    private RequestContext(
            Duration deadline,
            boolean repeatSafe,
            boolean readOnly,
            boolean conditional,
            List<String> secrets,
            WaitListener waits,
            BooleanSupplier condition) {
        this.deadline = deadline;
        this.repeatSafe = repeatSafe;
        this.readOnly = readOnly;
        this.conditional = conditional;
        this.secrets = secrets;
        this.waits = waits;
        this.condition = condition;
    }

    /**
     * Describes a request; a declared repeat-safe POST counts as a read. A write, a removal too, may be repeated only under
     * a condition that is documented to count: elsewhere it is carried out again, perhaps on what somebody else has made
     * meanwhile.
     */
    static RequestContext of(
            HttpRequest request,
            Duration deadline,
            boolean declaredSafe,
            List<String> secrets,
            WaitListener waits,
            BooleanSupplier condition) {
        HttpMethod method = request.getHttpMethod();
        boolean reads =
                declaredSafe || method == HttpMethod.GET || method == HttpMethod.HEAD || method == HttpMethod.OPTIONS;
        boolean conditional = request.getHeaders().getValue(com.azure.core.http.HttpHeaderName.IF_MATCH) != null
                || request.getHeaders().getValue(com.azure.core.http.HttpHeaderName.IF_NONE_MATCH) != null;
        boolean counts = conditional
                && method != HttpMethod.POST
                && CONDITIONAL.matcher(request.getUrl().getPath()).matches();
        boolean safe = reads || counts;
        return new RequestContext(deadline, safe, reads, conditional, secrets, waits, condition);
    }

    /** Returns the description that the client put there, or one for a request of a service client. */
    static RequestContext of(HttpPipelineCallContext context, Duration now) {
        return context.getData(KEY)
                .filter(RequestContext.class::isInstance)
                .map(RequestContext.class::cast)
                .orElseGet(() -> {
                    RequestContext call = of(
                            context.getHttpRequest(),
                            now.plus(DEFAULT_DEADLINE),
                            false,
                            List.of(),
                            WaitListener.none(),
                            ALWAYS);
                    context.setData(KEY, call);
                    return call;
                });
    }

    /** Comes after all that came before. */
    void enter(long number) {
        ticket = number;
    }

    long ticket() {
        return ticket;
    }

    Duration deadline() {
        return deadline;
    }

    boolean isRepeatSafe() {
        return repeatSafe;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    boolean isConditional() {
        return conditional;
    }

    /** Returns the secrets that the body holds. */
    List<String> secrets() {
        return secrets;
    }

    /** Tells who wants to know that the request waits; moments are not told. */
    void waits(String why, Duration pause) {
        if (pause.compareTo(WaitListener.SHORTEST) >= 0) {
            waits.waits(why, pause);
        }
    }

    /** Returns whether it may be forbidden on its way. */
    boolean hasCondition() {
        return condition != ALWAYS;
    }

    /** Returns whether whoever sends it still may. */
    boolean maySend() {
        return condition.getAsBoolean();
    }

    void leave() {
        onTheWire = true;
    }

    void answered() {
        onTheWire = false;
    }

    void markUnclear() {
        onTheWire = false;
        unclear = true;
    }

    /** Returns whether a write may have been carried out although no answer said so. */
    boolean mayHaveBeenExecuted() {
        return !readOnly && (onTheWire || unclear);
    }
}
