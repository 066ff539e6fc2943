package dev.aks4j.tests.kubernetes;

import dev.aks4j.simulated.tls.CertificateAuthority;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * An API server that lets in by client certificates only, and tells each who it is: as a config map, and over a web socket
 * as an event of a watch. A connection stays open for as many requests as come.
 */
final class SecureServer implements AutoCloseable {

    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final SSLServerSocket server;
    private final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger connections = new AtomicInteger();

    /** Who asked, by what the handshake told. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    SecureServer(CertificateAuthority authority) {
        try {
            server = (SSLServerSocket) context(authority)
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            server.setNeedClientAuth(true);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        start(this::accept);
    }

    String url() {
        return "https://127.0.0.1:" + server.getLocalPort();
    }

    private static SSLContext context(CertificateAuthority authority) throws GeneralSecurityException, IOException {
        CertificateAuthority.Identity identity = authority.server(List.of("localhost"), List.of("127.0.0.1"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        store.setKeyEntry("server", identity.key(), new char[0], new Certificate[] {identity.certificate()});
        store.setCertificateEntry("ca", authority.certificate());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "secure-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                SSLSocket socket = (SSLSocket) server.accept();
                connections.incrementAndGet();
                start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(SSLSocket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            String who = ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
            while (true) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                asked.add(who);
                if (head.toLowerCase(Locale.ROOT).contains("upgrade: websocket")) {
                    socket(head, who, out);
                    closed.await();
                    return;
                }
                byte[] body = ("{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"who\"},\"data\":"
                                + "{\"who\":\"" + who + "\"}}")
                        .getBytes(StandardCharsets.UTF_8);
                out.writeBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\n\r\n");
                out.write(body);
                out.flush();
            }
        } catch (IOException | InterruptedException | GeneralSecurityException gone) {
            // So does a client leave.
        }
    }

    private static void socket(String head, String who, DataOutputStream out)
            throws IOException, GeneralSecurityException {
        Matcher key = KEY.matcher(head);
        if (!key.find()) {
            throw new IOException("no key");
        }
        byte[] hash =
                MessageDigest.getInstance("SHA-1").digest((key.group(1) + MAGIC).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(hash) + "\r\n\r\n");
        byte[] event = ("{\"type\":\"ADDED\",\"object\":{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":"
                        + "{\"name\":\"who\",\"resourceVersion\":\"1\"},\"data\":{\"who\":\"" + who + "\"}}}")
                .getBytes(StandardCharsets.UTF_8);
        // One text frame, unmasked, of more than 125 bytes.
        out.writeByte(0x81);
        out.writeByte(126);
        out.writeShort(event.length);
        out.write(event);
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last = 0;
        while (last != 0x0d0a0d0a) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            last = last << 8 | next;
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
