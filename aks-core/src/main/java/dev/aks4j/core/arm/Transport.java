package dev.aks4j.core.arm;

import com.azure.core.http.HttpClient;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.internal.arm.JdkTransport;
import dev.aks4j.core.model.Scheduler;
import java.nio.file.Path;

/**
 * The ways out of the process, and the time that goes with them: HTTP to Azure Resource Manager, to Microsoft Entra ID,
 * to the Kubernetes API servers, and the scheduler by which the library waits.
 *
 * <p>The standard transport uses the JDK's HTTP client everywhere. A test kit gives a transport of its own, with its own
 * scheduler, so that nothing leaves the process and no real time passes. Thread-safe.
 */
public interface Transport {

    /** Returns the client for Azure Resource Manager. */
    HttpClient azure();

    /** Returns the client for Microsoft Entra ID and the managed-identity endpoint. */
    IHttpClient entra();

    /** Returns the factory of clients for Kubernetes API servers. */
    io.fabric8.kubernetes.client.http.HttpClient.Factory kubernetes();

    /** Returns the scheduler by which everything on this transport waits. */
    Scheduler scheduler();

    /** Returns the transport for real use, on the JDK's HTTP client and its trusted certificates. */
    static Transport standard() {
        return JdkTransport.withDefaultTrust();
    }

    /**
     * Returns the transport for real use that trusts the certificates of one more authority, for example a proxy's or a
     * simulator's, besides the JDK's.
     *
     * @param caCertificatePem a file with one or more certificates in PEM
     * @throws dev.aks4j.core.model.AksException if the file cannot be read as certificates
     */
    static Transport standard(Path caCertificatePem) {
        return JdkTransport.trusting(caCertificatePem);
    }
}
