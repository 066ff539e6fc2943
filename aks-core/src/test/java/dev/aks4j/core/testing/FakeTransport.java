package dev.aks4j.core.testing;

import com.azure.core.http.HttpClient;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.internal.arm.ArmPipeline;
import dev.aks4j.core.model.Scheduler;

/** A scripted Azure, a scripted Entra and virtual time, and the pipeline on top of them. */
public final class FakeTransport implements Transport {

    /** The subscription of every test. */
    public static final String SUBSCRIPTION = "00000000-0000-0000-0000-00000000000a";

    /** A secret that must never come out. */
    public static final String SECRET = "s3cr3t-marked-value";

    private final FakeScheduler scheduler = new FakeScheduler();
    private final FakeAzure azure = new FakeAzure(scheduler);
    private final FakeEntra entra = new FakeEntra();
    private final ArmPipeline pipeline = ArmPipeline.builder(this, AzureCloud.PUBLIC, tokens(), SUBSCRIPTION)
            .random(() -> 0.5)
            .build();

    /** Returns tokens of a client secret. */
    public Tokens tokens() {
        return Tokens.of(AksCredential.clientSecret("tenant", "client", SECRET), AzureCloud.PUBLIC, entra, scheduler);
    }

    /** Returns the pipeline on this transport; its random number is always one half. */
    public ArmPipeline pipeline() {
        return pipeline;
    }

    /** Returns the scripted Azure. */
    public FakeAzure fakeAzure() {
        return azure;
    }

    /** Returns the scripted Entra. */
    public FakeEntra fakeEntra() {
        return entra;
    }

    /** Returns the virtual time. */
    public FakeScheduler time() {
        return scheduler;
    }

    @Override
    public HttpClient azure() {
        return azure;
    }

    @Override
    public IHttpClient entra() {
        return entra;
    }

    @Override
    public io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes() {
        throw new UnsupportedOperationException("no Kubernetes in these tests");
    }

    @Override
    public Scheduler scheduler() {
        return scheduler;
    }
}
