#!/usr/bin/env bash
# Two authorities at the HTTP API with bash and curl, against a register in development:
#   deploy/examples/authority.sh [http://127.0.0.1:8080]
set -euo pipefail
export TZ=Europe/Berlin # a legal day is one of Berlin
register=${1:-http://127.0.0.1:8080}

token() {
  curl -sf -d grant_type=client_credentials -d "client_id=$1" -d "purpose=$2" "$register/dev/issuer/token" |
    sed 's/.*"access_token":"\([^"]*\)".*/\1/'
}

# call TOKEN METHOD PATH [curl options]: --retry waits as Retry-After says after 429 and 503; a refusal is shown and ends the script.
call() {
  local bearer=$1 method=$2 path=$3
  shift 3
  curl -sS --fail-with-body --retry 5 -X "$method" -H "Authorization: Bearer $bearer" -H 'Content-Type: application/json' "$@" "$register$path"
}

field() { sed 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/'; }
new_name() { printf 'B%s' "$(tr -dc 'a-z' < /proc/sys/kernel/random/uuid)"; }
new_id() { cat /proc/sys/kernel/random/uuid; }

foreigners=$(token potsdam-foreigners 1)
residents=$(token potsdam-residents 29)
last=$(call "$residents" GET '/api/v1/notices?limit=1' | field last)

# The id is made once and kept: sent again, the submission is stored once and answered with the same receipt.
head='"authority":"A12054","official":"Petra Beispiel","purpose":"1","fileReference":"32.1/7","occurredOn":"'$(date -d yesterday +%F)'"'
registration='{"submissionId":"'$(new_id)'",'$head',"searchFirst":true,"entries":[
  {"kind":"registerPerson","familyName":"'$(new_name)'","firstNames":"'$(new_name)'","birthDate":"1990-07-00","sex":"w","nationality":["475"]},
  {"kind":"arrival","arrival":"firstEntry","arrivedOn":"'$(date -d '-3 days' +%F)'"},
  {"kind":"moveIn","ags":"12054000","street":"Am Kanal","houseNumber":"12","postalCode":"14467","town":"Potsdam",
   "movedInOn":"'$(date -d '-3 days' +%F)'"}]}'
call "$foreigners" POST /api/v1/submissions -d "$registration" > /dev/null
receipt=$(call "$foreigners" POST /api/v1/submissions -d "$registration")
number=$(field azrNumber <<< "$receipt")
echo "registered as $number, repeated: $(field repeated <<< "$receipt")"

# The entity tag is the version: a change upon an older one is refused with 412 and names what changed.
tag=$(call "$foreigners" GET "/api/v1/records/$number" -D - -o /dev/null | tr -d '\r' | sed -n 's/^etag: //Ip')
changed=$(call "$foreigners" POST /api/v1/submissions -H "If-Match: $tag" \
  -d '{"submissionId":"'"$(new_id)"'",'"$head"',"azrNumber":"'"$number"'","entries":[{"kind":"changePersonalData","familyName":"'"$(new_name)"'"}]}')
version=$(field version <<< "$changed")
echo "version $tag became \"$version\""

# Server-sent events; whoever comes back sends the last sequence as Last-Event-ID, and nothing is lost.
while read -r line; do
  case $line in
    'data: {"recipient"'*)
      echo "notice $(field sequence <<< "$line"): $(field occasion <<< "$line")"
      # The version of the notice stands before its items, which have versions of their own.
      [ "$(field version <<< "${line%%\"items\"*}")" = "$version" ] && break ;;
  esac
# The stream would go on; that nobody reads it any more is no fault.
done < <(call "$residents" GET /api/v1/notices/stream -N -H "Last-Event-ID: $last" 2> /dev/null)
