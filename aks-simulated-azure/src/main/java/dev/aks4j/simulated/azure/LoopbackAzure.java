package dev.aks4j.simulated.azure;

import dev.aks4j.simulated.azure.internal.state.AzureEndpoints;
import dev.aks4j.simulated.tls.ServerTls;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.https.HttpsFront;
import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLContext;

/**
 * A simulated Azure that answers over HTTPS on the loopback interface, for other processes. Its certificate is issued by
 * the simulator's own authority. Thread-safe.
 */
public final class LoopbackAzure implements AutoCloseable {

    private final AzureSimulator azure;
    private final HttpsFront arm;
    private final HttpsFront entra;
    private final HttpsFront kubernetes;

    private LoopbackAzure(AzureSimulator azure, HttpsFront arm, HttpsFront entra, HttpsFront kubernetes) {
        this.azure = azure;
        this.arm = arm;
        this.entra = entra;
        this.kubernetes = kubernetes;
    }

    /** Opens a simulator on free ports. From then on, URLs in its answers lead there. */
    public static LoopbackAzure open(AzureSimulator azure) throws IOException {
        return open(azure, 0);
    }

    /**
     * Opens a simulator, with Azure Resource Manager on a port of the caller's choice.
     *
     * @param armPort the port; 0 for a free one
     */
    public static LoopbackAzure open(AzureSimulator azure, int armPort) throws IOException {
        SSLContext tls = ServerTls.loopback(azure.locked(azure::authority));
        HttpsFront arm = HttpsFront.open(azure.arm(), tls, armPort);
        HttpsFront entra = HttpsFront.open(azure.entra(), tls);
        HttpsFront kubernetes = HttpsFront.open(request -> azure.kubernetes().answer(atHost(request)), tls);
        azure.moveApiServers(cluster -> kubernetes.url() + "/" + cluster.fqdn());
        azure.move(new AzureEndpoints(arm.url(), entra.url(), entra.url(), kubernetes.url() + "/"));
        return new LoopbackAzure(azure, arm, entra, kubernetes);
    }

    /** The first segment of the path is the API server's host name. */
    private static Request atHost(Request request) {
        URI uri = request.uri();
        String[] parts = uri.getRawPath().split("/", 3);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String rest = parts.length < 3 ? "/" : "/" + parts[2];
        return new Request(
                request.method(), URI.create("https://" + parts[1] + rest + query), request.headers(), request.body());
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
        kubernetes.close();
    }
}
