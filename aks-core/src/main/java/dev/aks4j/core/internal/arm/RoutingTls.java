package dev.aks4j.core.internal.arm;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.function.BiFunction;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** Trust and keys by the place that a connection goes to, so that one client serves many places with their own. */
final class RoutingTls extends SSLContext {

    private RoutingTls(SSLContext usual, BiFunction<String, Integer, SSLContext> of) {
        super(new Spi(usual, of), usual.getProvider(), usual.getProtocol());
    }

    /** Returns a context that takes that of the host and port. */
    static SSLContext by(BiFunction<String, Integer, SSLContext> place) {
        try {
            return new RoutingTls(SSLContext.getDefault(), place);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK has no TLS.", e);
        }
    }

    private static final class Spi extends SSLContextSpi {
        private final SSLContext usual;
        private final BiFunction<String, Integer, SSLContext> of;

        private Spi(SSLContext usual, BiFunction<String, Integer, SSLContext> of) {
            this.usual = usual;
            this.of = of;
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return of.apply(host, port).createSSLEngine(host, port);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            throw new UnsupportedOperationException("A connection without a host has no trust of its own.");
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("Trust and keys belong to places.");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new UnsupportedOperationException("A socket without a host has no trust of its own.");
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("This is for clients.");
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return usual.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return usual.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return usual.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return usual.getSupportedSSLParameters();
        }
    }
}
