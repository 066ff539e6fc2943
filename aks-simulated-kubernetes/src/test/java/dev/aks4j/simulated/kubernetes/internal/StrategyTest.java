package dev.aks4j.simulated.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.simulated.kubernetes.internal.TestCluster.Reply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of a type with an object that it accepts, the change that it refuses, and what the API server says. */
class StrategyTest {

    private static final String POD = "{'metadata':{'name':'x'},'spec':{'containers':[{'name':'c','image':'i','ports':"
            + "[{'containerPort':80,'name':'web'}],'resources':{'requests':{'cpu':'1'},'limits':{'cpu':'2'}}}],"
            + "'tolerations':[{'key':'k','operator':'Exists'}],'restartPolicy':'Always'}}";
    private static final String SERVICE =
            "{'metadata':{'name':'x','labels':{'k':'v'}},'spec':{'type':'ClusterIP','ports':"
                    + "[{'port':80,'protocol':'TCP'}],'sessionAffinity':'None'}}";
    private static final String CLAIM = "{'metadata':{'name':'x'},'spec':{'accessModes':['ReadWriteOnce'],'resources':"
            + "{'requests':{'storage':'1Gi'}},'volumeMode':'Filesystem'}}";
    private static final String CLASS = "{'metadata':{'name':'x'},'provisioner':'disk.csi.azure.com','reclaimPolicy':"
            + "'Delete','volumeBindingMode':'Immediate'}";
    private static final String BUDGET = "{'metadata':{'name':'x'},'spec':{'minAvailable':'50%','selector':{}}}";
    private static final String JOB = "{'metadata':{'name':'x'},'spec':{'backoffLimit':2,'template':{'spec':{"
            + "'restartPolicy':'Never','containers':[{'name':'c','image':'i'}]}}}}";
    private static final String ROLE =
            "{'metadata':{'name':'x'},'rules':[{'apiGroups':[''],'resources':['pods'],'verbs':" + "['get']}]}";
    private static final String BINDING = "{'metadata':{'name':'x'},'roleRef':{'kind':'ClusterRole','name':'view'},"
            + "'subjects':[{'kind':'User','name':'u'}]}";
    private static final String SECRET =
            "{'metadata':{'name':'x'},'type':'kubernetes.io/tls','data':{'tls.crt':'YQ=='," + "'tls.key':'YQ=='}}";
    private static final String INGRESS = "{'metadata':{'name':'x'},'spec':{'rules':[{'http':{'paths':[{'path':'/',"
            + "'pathType':'Prefix','backend':{'service':{'name':'s','port':{'number':80}}}}]}}]}}";

    private final TestCluster cluster = new TestCluster();

    private static String body(String kind) {
        return switch (kind) {
            case "pods" -> POD;
            case "services" -> SERVICE;
            case "persistentvolumeclaims" -> CLAIM;
            case "storageclasses" -> CLASS;
            case "poddisruptionbudgets" -> BUDGET;
            case "jobs" -> JOB;
            case "roles" -> ROLE;
            case "rolebindings" -> BINDING;
            case "secrets" -> SECRET;
            default -> INGRESS;
        };
    }

    private static String path(String kind) {
        return switch (kind) {
            case "storageclasses" -> "/apis/storage.k8s.io/v1/storageclasses";
            case "poddisruptionbudgets" -> "/apis/policy/v1/namespaces/default/poddisruptionbudgets";
            case "jobs" -> "/apis/batch/v1/namespaces/default/jobs";
            case "roles", "rolebindings" -> "/apis/rbac.authorization.k8s.io/v1/namespaces/default/" + kind;
            case "ingresses" -> "/apis/networking.k8s.io/v1/namespaces/default/ingresses";
            default -> "/api/v1/namespaces/default/" + kind;
        };
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "pods;'name':'c','image';'name':'C_1','image';spec.containers[0].name: Invalid value: \"C_1\"",
                "pods;'image':'i';'image':'';spec.containers[0].image: Required value",
                "pods;'containerPort':80;'containerPort':70000;spec.containers[0].ports[0].containerPort: Invalid value: 70000",
                "pods;'name':'web';'name':'a-name-that-is-too-long';must be no more than 15 characters",
                "pods;'cpu':'1';'cpu':'3';must be less than or equal to cpu limit of 2",
                "pods;'restartPolicy':'Always';'restartPolicy':'Sometimes';spec.restartPolicy: Unsupported value: \"Sometimes\"",
                "pods;'operator':'Exists';'operator':'Exists','value':'v';value must be empty when `operator` is 'Exists'",
                "pods;'restartPolicy':'Always';'serviceAccountName':'nobody';error looking up service account default/nobody",
                "services;'name':'x';'name':'1x';a DNS-1035 label must consist of",
                "services;'k':'v';'k':'-v';metadata.labels: Invalid value: \"-v\"",
                "services;'type':'ClusterIP';'type':'Odd';spec.type: Unsupported value: \"Odd\"",
                "services;'protocol':'TCP';'protocol':'HTTP';spec.ports[0].protocol: Unsupported value",
                "services;'type':'ClusterIP';'type':'ClusterIP','clusterIP':'192.168.0.1';the provided network does not match the current range",
                "services;'type':'ClusterIP';'type':'ClusterIP','clusterIP':'10.0.0.10';provided IP is already allocated",
                "services;'port':80;'port':80,'nodePort':30080;may not be used when `type` is 'ClusterIP'",
                "persistentvolumeclaims;['ReadWriteOnce'];[];spec.accessModes: Required value",
                "persistentvolumeclaims;'ReadWriteOnce';'Sometimes';spec.accessModes: Unsupported value: \"Sometimes\"",
                "persistentvolumeclaims;'1Gi';'0';spec.resources[storage]: Invalid value: \"0\": must be greater than zero",
                "persistentvolumeclaims;'1Gi';'much';quantities must match the regular expression",
                "storageclasses;'Delete';'Recycle';reclaimPolicy: Unsupported value: \"Recycle\"",
                "storageclasses;'Immediate';'Later';volumeBindingMode: Unsupported value: \"Later\"",
                "storageclasses;'provisioner':'disk.csi.azure.com';'provisioner':'';provisioner: Required value",
                "poddisruptionbudgets;'50%';'half';a valid percent string must be a numeric string",
                "poddisruptionbudgets;'selector':{};'selector':{},'maxUnavailable':1;minAvailable and maxUnavailable cannot be both set",
                "jobs;'Never';'Always';spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"",
                "jobs;'backoffLimit':2;'backoffLimit':-2;spec.backoffLimit: Invalid value: -2",
                "roles;'verbs':['get'];'verbs':[];rules[0].verbs: Required value",
                "roles;'resources':['pods'];'resources':[];rules[0].resources: Required value",
                "rolebindings;'ClusterRole';'Thing';roleRef.kind: Unsupported value: \"Thing\"",
                "rolebindings;'User';'Robot';subjects[0].kind: Unsupported value: \"Robot\"",
                "secrets;,'tls.key':'YQ==';;data[tls.key]: Required value",
                "secrets;'YQ==','tls.key';'!','tls.key';illegal base64 data",
                "ingresses;'Prefix';'Fuzzy';pathType: Unsupported value: \"Fuzzy\"",
                "ingresses;'path':'/';'path':'x';must be an absolute path"
            })
    void aGoodObjectIsAcceptedAndTheBrokenOneRefused(String kind, String good, String bad, String message) {
        String body = body(kind).replace('\'', '"');
        String changed = body(kind).replace(good, bad == null ? "" : bad);
        assertThat(changed).isNotEqualTo(body(kind));
        Reply refused = cluster.call("POST", path(kind), changed.replace('\'', '"'));
        assertThat(refused.status()).as(refused.text()).isIn(400, 403, 422);
        assertThat(refused.message()).contains(message);
        Reply accepted = cluster.call("POST", path(kind), body);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
    }
}
