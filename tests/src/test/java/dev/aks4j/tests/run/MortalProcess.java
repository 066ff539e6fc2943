package dev.aks4j.tests.run;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * A process that can be killed: its way out and its ledger. Once it is dead no request leaves it, no answer reaches it,
 * and nothing more is written.
 */
public final class MortalProcess implements Transport, Ledger {

    private final Transport transport;
    private final Ledger ledger;
    private final int killAt;
    private final boolean stored;
    private boolean dead;
    private int appends;

    /** A process that dies at one of its ledger's entries, before or after it is stored. */
    public MortalProcess(Transport transport, Ledger ledger, int killAt, boolean stored) {
        this.transport = transport;
        this.ledger = ledger;
        this.killAt = killAt;
        this.stored = stored;
    }

    public void die() {
        dead = true;
    }

    public boolean isDead() {
        return dead;
    }

    public int appends() {
        return appends;
    }

    @Override
    public HttpClient azure() {
        HttpClient real = transport.azure();
        return new HttpClient() {
            @Override
            public Mono<HttpResponse> send(HttpRequest request) {
                return send(request, Context.NONE);
            }

            @Override
            public Mono<HttpResponse> send(HttpRequest request, Context context) {
                return Mono.defer(() -> dead ? Mono.never() : real.send(request, context))
                        .flatMap(answer -> dead ? Mono.never() : Mono.just(answer));
            }
        };
    }

    @Override
    public IHttpClient entra() {
        return transport.entra();
    }

    @Override
    public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
        return transport.kubernetes();
    }

    @Override
    public Scheduler scheduler() {
        return transport.scheduler();
    }

    @Override
    public void append(LedgerEntry entry) {
        if (dead) {
            throw new IllegalStateException("dead");
        }
        boolean now = appends++ == killAt;
        if (!now || stored) {
            ledger.append(entry);
        }
        if (now) {
            die();
            throw new IllegalStateException("killed at entry " + killAt);
        }
    }

    @Override
    public List<LedgerEntry> read(String run) {
        return ledger.read(run);
    }

    @Override
    public List<String> unfinished() {
        return ledger.unfinished();
    }

    @Override
    public void close() {}
}
