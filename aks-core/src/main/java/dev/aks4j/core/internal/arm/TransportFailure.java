package dev.aks4j.core.internal.arm;

import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.internal.model.Causes;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;

/** What a failure below HTTP says about the request that met it. */
public enum TransportFailure {
    /** It will not pass: wrong credential, URL that leads elsewhere, untrusted certificate. */
    LASTING,
    /** The request never left. */
    NOT_SENT,
    /** The request may have arrived. */
    UNCLEAR;

    static TransportFailure of(Throwable failure) {
        boolean connecting = false;
        boolean tls = false;
        boolean cut = false;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof UnusableUrlException || t instanceof CertificateException) {
                return LASTING;
            }
            if (t instanceof CredentialException credential) {
                return credential.mayPass() ? NOT_SENT : LASTING;
            }
            connecting |= t instanceof ConnectException
                    || t instanceof HttpConnectTimeoutException
                    || t instanceof UnknownHostException
                    || t instanceof UnresolvedAddressException
                    || t instanceof NoRouteToHostException
                    || t instanceof NoTurnException
                    || t instanceof HeldBackException;
            tls |= t instanceof SSLException;
            cut |= t instanceof EOFException
                    || (t instanceof SocketException
                            && !(t instanceof ConnectException)
                            && !(t instanceof NoRouteToHostException));
        }
        if (tls && !cut) {
            return LASTING;
        }
        return connecting ? NOT_SENT : UNCLEAR;
    }

    static Throwable unwrap(Throwable failure) {
        return Causes.of(reactor.core.Exceptions.unwrap(failure));
    }
}
