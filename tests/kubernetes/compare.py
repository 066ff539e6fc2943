"""Runs the commands of commands.txt on both servers, one after the other, and compares. Used by compare.sh."""
import os
import re
import shlex
import subprocess
import sys

here, work, kubectl, helm = sys.argv[1:5]
SAME = [
    (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "UID"),
    (r"20\d\d-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)", "TIME"),
    (r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \w{3} +\d+ [\d:]+ 20\d\d", "TIME"),
    (r"https?://127\.0\.0\.1:\d+", "SERVER"),
    (r"127\.0\.0\.1:\d+", "SERVER"),
    (r"\b10\.0\.\d+\.\d+\b", "IP"),
    (r"<invalid>|\b(\d+m)?\d+(\.\d+)?m?s\b", "AGE"),
    (r'"?resourceVersion"?: ?"?\d+"?', "RV"),
    (r"(replicaset\.apps/|ReplicaSet \")?\b(web|d)-[a-z0-9]{8,10}\b", "SET"),
    (r"/tmp/[\w./-]*", "FILE"),
    (r":3[0-2]\d{3}/", ":PORT/"),
    (r"[EI]\d{4} [\d:.]+ +\d+ ", ""),
    (r" +", " "),
]


def normal(text):
    for pattern, same in SAME:
        text = re.sub(pattern, same, text)
    return "\n".join(line.strip() for line in text.splitlines())


def words(line):
    out = []
    for word in re.findall(r'(?:[^\s"\\]|\\.|"(?:[^"\\]|\\.)*")+', line):
        plain = word[1:-1] if word.startswith('"') and word.endswith('"') else word
        out.append(re.sub(r"\\(.)", r"\1", plain).replace("$here", here))
    return out


def run(command, side):
    environment = dict(os.environ, KUBECONFIG=f"{work}/{side}", HOME=f"{work}/{side}.home", EDITOR="true",
                       HELM_CACHE_HOME=f"{work}/{side}.home/c", HELM_CONFIG_HOME=f"{work}/{side}.home/f", HELM_DATA_HOME=f"{work}/{side}.home/d")
    os.makedirs(f"{work}/{side}.home", exist_ok=True)
    program = kubectl if command[0] == "kubectl" else helm
    try:
        done = subprocess.run([program] + command[1:], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=90)
        return done.returncode, done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired:
        return 124, "timeout"


counts = {}
for line in open(f"{here}/commands.txt"):
    line = line.strip()
    if not line or line.startswith("#"):
        continue
    command = words(line)
    real, simulated = run(command, "real"), run(command, "simulated")
    total = counts.setdefault(command[0], [0, 0, 0])
    total[0] += 1
    total[1] += real[0] == simulated[0]
    same = real[0] == simulated[0] and normal(real[1]) == normal(simulated[1])
    total[2] += same
    if not same:
        print(f"{'EXIT  ' if real[0] != simulated[0] else 'OUTPUT'} {line}\n  real      {real[0]}: " + normal(real[1])[:400].replace("\n", "\n            ")
              + f"\n  simulated {simulated[0]}: " + normal(simulated[1])[:400].replace("\n", "\n            "))
wrong = 0
for program, (all_, exits, outputs) in counts.items():
    wrong += all_ - exits
    print(f"{program}: {all_} commands, the same exit code in {exits}, the same output in {outputs}")
sys.exit(1 if wrong else 0)
