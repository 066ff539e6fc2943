package dev.aks4j.tests.secrets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Leaks on purpose, once on each way out, so that it is known that the search finds each of them. */
final class PlantedLeaks {

    static final Mark TRACE = new Mark("leak by trace");
    static final Mark THROWN = new Mark("leak by logged exception");
    static final Mark JUL = new Mark("leak by java util logging");
    static final Mark OUT = new Mark("leak by output");
    static final Mark ERR = new Mark("leak by error output");
    static final Mark CAUSE = new Mark("leak by cause");
    static final Mark SUPPRESSED = new Mark("leak by suppressed");
    static final Mark TEXT = new Mark("leak by text of a value");
    static final Mark LISTENER = new Mark("leak to a listener");
    static final Mark LEDGER = new Mark("leak to the ledger");
    static final Mark BASE64 = new Mark("leak in base");
    static final Mark URL = new Mark("leak in a url");

    interface Ear {
        void hears(String text);
    }

    private PlantedLeaks() {}

    static void all(SecretPlace place) throws Exception {
        Told.scenario("leaks on purpose");
        LoggerFactory.getLogger("dev.aks4j.arm").trace("Authorization: Bearer {}", TRACE.text());
        LoggerFactory.getLogger("dev.aks4j").debug("oh", new IllegalStateException(THROWN.text()));
        Logger.getLogger("java.net.http").finest(JUL.text());
        System.out.println(OUT.text());
        System.err.println(ERR.text());
        Exception failure = new Exception("a", new Exception("b", new Exception(CAUSE.text())));
        failure.addSuppressed(new Exception(SUPPRESSED.text()));
        Told.failure("failure", failure);
        Told.value("value", new Object() {
            @Override
            public String toString() {
                return TEXT.text();
            }
        });
        Told.listener(Ear.class).hears(LISTENER.text());
        Files.writeString(Path.of(place.text("ledger")), "{\"a\":" + Hostile.quoted(LEDGER.text()) + "}\n");
        byte[] form = ("secret=" + BASE64.text()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.out.println(java.util.Base64.getEncoder().encodeToString(form));
        System.out.println(
                "https://x/?s=" + java.net.URLEncoder.encode(URL.text(), java.nio.charset.StandardCharsets.UTF_8));
        Told.value("token", "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4IiwiZXhwIjoxfQ.AAAA");
        Told.value("made up elsewhere", place.text("subscription") + "-elsewhere");
    }
}
