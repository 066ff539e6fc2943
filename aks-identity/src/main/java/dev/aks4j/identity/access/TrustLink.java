package dev.aks4j.identity.access;

import dev.aks4j.core.model.Json;
import dev.aks4j.identity.access.AccessLink.Part;
import dev.aks4j.identity.access.AccessLink.State;
import java.util.List;
import java.util.Optional;

/** Whether an identity trusts an issuer's tokens for a subject, by a federated credential. Stateless. */
final class TrustLink {

    private static final String IDENTITIES = "2024-11-30";

    private TrustLink() {}

    static AccessLink of(AccessReads reads, PodIdentity identity, String issuer, String subject) {
        Optional<List<Json>> credentials = identity.resource()
                .flatMap(id -> reads.below(
                        "federated credentials of " + id.name(), id, "federatedIdentityCredentials", IDENTITIES, ""));
        if (credentials.isEmpty()) {
            return new AccessLink(
                    Part.TRUST,
                    State.UNKNOWN,
                    "the federated credentials of " + identity.name() + " could not be read",
                    "Look for one with issuer " + issuer + ", subject " + subject + " and audience " + PodWay.ENTRA
                            + ".");
        }
        List<Json> all = credentials.get();
        return all.stream()
                .filter(each -> issuer(each).equals(issuer) && subject(each).equals(subject) && hasAudience(each))
                .findFirst()
                .map(each -> new AccessLink(
                        Part.TRUST,
                        State.HOLDS,
                        "federated credential " + each.path("name").asText(),
                        ""))
                .orElseGet(() -> broken(identity, all, issuer, subject));
    }

    private static AccessLink broken(PodIdentity identity, List<Json> all, String issuer, String subject) {
        String fix =
                "Declare FederatedCredentialSpec.forServiceAccount(...), or correct the credential: Entra ID compares to"
                        + " the letter.";
        for (Json each : all) {
            String name = "federated credential " + each.path("name").asText();
            boolean issuerFits = issuer(each).equals(issuer);
            boolean subjectFits = subject(each).equals(subject);
            if (issuerFits && subjectFits) {
                return broken(
                        name + " has the audience " + each.at("/properties/audiences"),
                        "It takes " + PodWay.ENTRA + ".");
            }
            if (subjectFits) {
                String near = PodWay.almost(issuer(each), issuer)
                        ? ", which differs only in case or the slash at the end"
                        : "";
                return broken(name + " has the issuer " + issuer(each) + near + "; the cluster's is " + issuer, fix);
            }
            if (issuerFits && PodWay.almost(subject(each), subject)) {
                return broken(name + " has the subject " + subject(each) + "; the pod's is " + subject, fix);
            }
        }
        return broken("no federated credential of " + identity.name() + " is for " + subject + " of " + issuer, fix);
    }

    private static AccessLink broken(String found, String fix) {
        return new AccessLink(Part.TRUST, State.BROKEN, found, fix);
    }

    private static String issuer(Json credential) {
        return credential.at("/properties/issuer").asText();
    }

    private static String subject(Json credential) {
        return credential.at("/properties/subject").asText();
    }

    private static boolean hasAudience(Json credential) {
        return credential.at("/properties/audiences").stream()
                .anyMatch(each -> each.asText().equals(PodWay.ENTRA));
    }
}
