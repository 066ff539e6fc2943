package dev.aks4j.testkit;

import dev.aks4j.testkit.cloud.Endpoints;
import dev.aks4j.testkit.tls.ServerTls;
import dev.aks4j.testkit.wire.https.HttpsFront;
import java.io.IOException;
import javax.net.ssl.SSLContext;

/**
 * A simulated Azure that answers over HTTPS on the loopback interface, for other processes. Its certificate is issued by
 * the simulator's own authority. Thread-safe.
 */
public final class LoopbackAzure implements AutoCloseable {

    private final SimulatedAzure azure;
    private final HttpsFront arm;
    private final HttpsFront entra;

    private LoopbackAzure(SimulatedAzure azure, HttpsFront arm, HttpsFront entra) {
        this.azure = azure;
        this.arm = arm;
        this.entra = entra;
    }

    /** Opens a simulator on free ports. From then on, URLs in its answers lead there. */
    public static LoopbackAzure open(SimulatedAzure azure) throws IOException {
        SSLContext tls = ServerTls.loopback(azure.locked(azure::authority));
        HttpsFront arm = HttpsFront.open(azure.arm(), tls);
        HttpsFront entra = HttpsFront.open(azure.entra(), tls);
        azure.move(new Endpoints(arm.url(), entra.url()));
        return new LoopbackAzure(azure, arm, entra);
    }

    /** Returns the base URL of Azure Resource Manager. */
    public String arm() {
        return arm.url();
    }

    /** Returns the base URL of Microsoft Entra ID. */
    public String entra() {
        return entra.url();
    }

    /** Returns the certificate of the simulator's authority, as PEM. */
    public String caCertificatePem() {
        return azure.locked(azure::authority).certificatePem();
    }

    /** Stops answering. */
    @Override
    public void close() {
        arm.close();
        entra.close();
    }
}
