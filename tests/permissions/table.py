"""Who may do what, one row for each endpoint.

`+` is let through, a number is the refusal. Columns: nobody; an admin; the account's AR (who gives the
hand-off), SR (who receives it), FR and sponsor; somebody new in their team without a seat; the leader
above; the leader and a member of another team; the deputy of the AR, who is away; the partner who holds the
PT seat; somebody deactivated whose browser is still open; and a read-only API token of the AR.

The text behind `#` tells rows of one endpoint apart. Of AR's nodes, `worked` has a partner at work and
`plain` has no partner in it.
"""

KINDS = [
    "nobody",
    *("admin", "ar", "sr", "fr", "sp", "new"),
    *("lead", "other_lead", "other", "deputy"),
    *("guest", "gone", "token"),
]

TABLE = """
                                                       --  adm AR  SR  FR  SP  new ld  xld oth dep PT  off tok
GET    /                                                +   +   +   +   +   +   +   +   +   +   +   +   +   +
GET    /<path>                                          +   +   +   +   +   +   +   +   +   +   +   +   +   +
GET    /<path>                        #unknown api     404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET    /assets/<name>                                  404 404 404 404 404 404 404 404 404 404 404 404 404 404
GET    /live                                            +   +   +   +   +   +   +   +   +   +   +   +   +   +
GET    /ready                                           +   +   +   +   +   +   +   +   +   +   +   +   +   +
GET    /metrics                                         +   +   +   +   +   +   +   +   +   +   +   +   +   +
GET    /api/docs                                        +   +   +   +   +   +   +   +   +   +   +   +   +   +
GET    /api/openapi.json                                +   +   +   +   +   +   +   +   +   +   +   +   +   +

GET    /api/session                                     +   +   +   +   +   +   +   +   +   +   +   +   +   +
POST   /api/session                                    401  +   +   +   +   +   +   +   +   +   +   +  401  +
DELETE /api/session                                     +   +   +   +   +   +   +   +   +   +   +   +   +   +
POST   /api/setup                                      409 409 409 409 409 409 409 409 409 409 409 409 409 409

GET    /api/sessions                                   401  +   +   +   +   +   +   +   +   +   +   +  401  +
DELETE /api/sessions/<session_id>                      401 404  +  404 404 404 404 404 404 404 404 404 401 403
GET    /api/tokens                                     401  +   +   +   +   +   +   +   +   +   +   +  401  +
POST   /api/tokens                                     401  +   +   +   +   +   +   +   +   +   +   +  401 403
GET    /api/tokens/everybody                           401  +  403 403 403 403 403 403 403 403 403 403 401 403
DELETE /api/tokens/<token_id>                          401  +   +  404 404 404 404 404 404 404 404 404 401 403
GET    /api/people                                     401  +   +   +   +   +   +   +   +   +   +   +  401  +
POST   /api/people                                     401  +  403 403 403 403 403 403 403 403 403 403 401 403
GET    /api/people/<person_id>                         401  +   +   +   +   +   +   +   +   +   +   +  401  +
PATCH  /api/people/<person_id>        #name            401  +  403 403 403 403  +  403 403 403 403 403 401 403
PATCH  /api/people/<person_id>        #role            401  +  403 403 403 403 403 403 403 403 403 403 401 403
PATCH  /api/people/<person_id>        #team            401  +  403 403 403 403 403 403 403 403 403 403 401 403
PUT    /api/people/<person_id>/password                401  +  403 403 403 403  +  403 403 403 403 403 401 403
GET    /api/people/<person_id>/leaving                 401  +  403 403 403 403 403 403 403 403 403 403 401 403
POST   /api/people/<person_id>/deactivate              401  +  403 403 403 403 403 403 403 403 403 403 401 403
POST   /api/people/<person_id>/activate                401  +  403 403 403 403 403 403 403 403 403 403 401 403
GET    /api/absences                                   401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/working-hours                               401  +   +   +   +   +   +   +   +   +   +   +  401  +
POST   /api/people/<person_id>/absences                401 422 403 403 403 403 422 422 403 403 403 403 401 403
PATCH  /api/absences/<absence_id>                      401  +  403 403 403 403  +   +  403 403 403 404 401 403
POST   /api/absences/<absence_id>/cancel               401  +  403 403 403 403  +   +  403 403 403 404 401 403
GET    /api/views                                      401  +   +   +   +   +   +   +   +   +   +   +  401  +
POST   /api/views                                      401  +   +   +   +   +   +   +   +   +   +   +  401 403
DELETE /api/views/<view_id>                            401 404  +  404 404 404 404 404 404 404 404 404 401 403
GET    /api/notifications                              401  +   +   +   +   +   +   +   +   +   +   +  401  +
POST   /api/notifications/mark                         401 404 404  +  404 404 404 404 404 404 404 404 401 403
POST   /api/notifications/read-all                     401  +   +   +   +   +   +   +   +   +   +   +  401 403
GET    /api/notification-wish                          401  +   +   +   +   +   +   +   +   +   +   +  401  +
PUT    /api/notification-wish                          401  +   +   +   +   +   +   +   +   +   +   +  401 403
GET    /api/outlets                                    401  +   +   +   +   +   +   +   +   +   +   +  401  +
POST   /api/outlets                                    401  +   +   +   +   +   +   +   +   +   +   +  401 403
POST   /api/outlets                   #shared          401  +  403 403 403 403 403 403 403 403 403 403 401 403
PATCH  /api/outlets/<outlet_id>       #AR's            401 404  +  404 404 404 404 404 404 404 404 404 401 403
PATCH  /api/outlets/<outlet_id>       #installation's  401  +  404 404 404 404 404 404 404 404 404 404 401 403
POST   /api/outlets/<outlet_id>/test  #AR's            401 404  +  404 404 404 404 404 404 404 404 404 401 403
POST   /api/outlets/<outlet_id>/test  #installation's  401  +  404 404 404 404 404 404 404 404 404 404 401 403
DELETE /api/outlets/<outlet_id>       #AR's            401 404  +  404 404 404 404 404 404 404 404 404 401 403
GET    /api/deliveries                                 401  +  403 403 403 403 403 403 403 403 403 403 401 403
POST   /api/deliveries/<delivery_id>/retry             401  +  404 404 404 404 404 404 404 404 404 404 401 403
GET    /answer/<token>                                 410 410 410 410 410 410 410 410 410 410 410 410 410 410
POST   /answer/<token>                                 410 410 410 410 410 410 410 410 410 410 410 410 410 410

GET    /api/teams                                      401  +   +   +   +   +   +   +   +   +   +   +  401  +
POST   /api/teams                                      401  +  403 403 403 403 403 403 403 403 403 403 401 403
PATCH  /api/teams/<team_id>                            401  +  403 403 403 403 403 403 403 403 403 403 401 403

GET    /api/playbooks                                  401  +   +   +   +   +   +   +   +   +   +  404 401  +
GET    /api/playbooks/<code>                           401  +   +   +   +   +   +   +   +   +   +  404 401  +

GET    /api/accounts                                   401  +   +   +   +   +   +   +   +   +   +   +  401  +
POST   /api/accounts                                   401  +   +   +   +   +   +   +   +   +   +  403 401 403
GET    /api/accounts/import/template                   401  +   +   +   +   +   +   +   +   +   +  403 401  +
POST   /api/accounts/import/read                       401  +   +   +   +   +   +   +   +   +   +  403 401 403
POST   /api/accounts/import/check                      401  +   +   +   +   +   +   +   +   +   +  403 401 403
POST   /api/accounts/import                            401  +   +   +   +   +   +   +   +   +   +  403 401 403
POST   /api/accounts/import/undo                       401  +   +   +   +   +   +   +   +   +   +  403 401 403
GET    /api/accounts/<account_id>                      401  +   +   +   +   +   +   +  404 404 404 404 401  +
PATCH  /api/accounts/<account_id>                      401  +   +  403 403  +  403  +  404 404 404 404 401 403
GET    /api/accounts/<account_id>/figure               401  +   +   +   +   +   +   +  404 404 404 404 401  +
GET    /api/accounts/<account_id>/seats                401  +   +   +   +   +   +   +  404 404 404 404 401  +
PUT    /api/accounts/<account_id>/seats/<role>         401  +   +  403 403  +  403  +  404 404 404 404 401 403
GET    /api/accounts/<account_id>/contacts             401  +   +   +   +   +   +   +  404 404 404 404 401  +
POST   /api/accounts/<account_id>/contacts             401  +   +   +   +   +  403  +  404 404 404 404 401 403
GET    /api/contacts/<contact_id>                      401  +   +   +   +   +   +   +  404 404 404 404 401  +
PATCH  /api/contacts/<contact_id>                      401  +   +   +   +   +  403  +  404 404 404 404 401 403
DELETE /api/contacts/<contact_id>                      401  +   +   +   +   +  403  +  404 404 404 404 401 403

GET    /api/deals                                      401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/deals/board                                401  +   +   +   +   +   +   +   +   +   +   +  401  +
POST   /api/deals                                      401 403  +   +   +   +  403  +  404 404 404 404 401 403
GET    /api/deals/<deal_id>                            401 404  +   +   +   +  404  +  404 404  +  404 401  +
GET    /api/deals/<deal_id>/win-rate                   401 404  +   +   +   +  404  +  404 404  +  404 401  +
PATCH  /api/deals/<deal_id>                            401 404  +  403 403  +  404 403 404 404 403 404 401 403
POST   /api/deals/<deal_id>/win                        401 404  +  403 403  +  404 403 404 404 403 404 401 403
POST   /api/deals/<deal_id>/lose                       401 404  +  403 403  +  404 403 404 404 403 404 401 403
POST   /api/deals/<deal_id>/reopen                     401 404  +  403 403  +  404 403 404 404 403 404 401 403
PUT    /api/deals/<deal_id>/seats/<role>               401 404  +  403 403  +  404  +  404 404 403 404 401 403
POST   /api/deals/<deal_id>/mute                       401 404  +   +   +   +  404  +  404 404  +  404 401 403
GET    /api/deals/<deal_id>/responsibilities           401 404  +   +   +   +  404  +  404 404  +  404 401  +

GET    /api/nodes/<node_id>           #plain           401 404  +   +   +   +  404  +  404 404  +  404 401  +
GET    /api/nodes/<node_id>           #worked          401 404  +   +   +   +  404  +  404 404  +   +  401  +
POST   /api/nodes/<node_id>/start     #worked          401 404  +  403 403 403 404 403 404 404  +   +  401 403
POST   /api/nodes/<node_id>/finish    #active          401 404  +  403 403 403 404 403 404 404  +  403 401 403
POST   /api/nodes/<node_id>/skip      #SR's            401 404 403  +  403 403 404 403 404 404 403 403 401 403
POST   /api/nodes/<node_id>/reopen    #SR's            401 404  +   +  403 403 404 403 404 404 403 403 401 403
POST   /api/nodes/<node_id>/decide    #gate            401 404  +  403 403 403 404 403 404 404  +  403 401 403
POST   /api/nodes/<node_id>/override  #review          401 404 403 403 403  +  404 403 404 404 403 403 401 403
GET    /api/nodes/<node_id>/handoffs  #plain           401 404  +   +   +   +  404  +  404 404  +  404 401  +
GET    /api/nodes/<node_id>/handoffs  #worked          401 404  +   +   +   +  404  +  404 404  +   +  401  +
POST   /api/nodes/<node_id>/handoffs  #worked          401 404  +  403 403 403 404 403 404 404  +   +  401 403
POST   /api/nodes/<node_id>/handoffs  #briefing        401 404  +  403 403  +  404 403 404 404  +  403 401 403
GET    /api/checklist-items/<item_id>                  401 404  +   +   +   +  404  +  404 404  +   +  401  +
PATCH  /api/checklist-items/<item_id>                  401 404  +   +  403 403 404 403 404 404  +   +  401 403

GET    /api/deals/<deal_id>/notes                      401 404  +   +   +   +  404  +  404 404  +  404 401  +
POST   /api/deals/<deal_id>/notes                      401 404  +   +   +   +  404 403 404 404 403 404 401 403
GET    /api/nodes/<node_id>/notes     #worked          401 404  +   +   +   +  404  +  404 404  +   +  401  +
POST   /api/nodes/<node_id>/notes     #worked          401 404  +   +   +   +  404 403 404 404 403 403 401 403
GET    /api/notes/<note_id>           #deal's          401 404  +   +   +   +  404  +  404 404  +  404 401  +
GET    /api/notes/<note_id>           #shared          401 404  +   +   +   +  404  +  404 404  +   +  401  +
PATCH  /api/notes/<note_id>           #deal's          401 404  +   +   +   +  404 403 404 404 403 404 401 403
PATCH  /api/notes/<note_id>           #shared          401 404  +   +   +   +  404 403 404 404 403 403 401 403
GET    /api/notes/<note_id>/markdown  #deal's          401 404  +   +   +   +  404  +  404 404  +  404 401  +
GET    /api/notes/<note_id>/markdown  #shared          401 404  +   +   +   +  404  +  404 404  +   +  401  +
POST   /api/notes/<note_id>/items     #shared          401 404  +   +   +   +  404 403 404 404 403 403 401 403
GET    /api/notes/<note_id>/versions  #deal's          401 404  +   +   +   +  404  +  404 404  +  404 401  +
POST   /api/notes/<note_id>/versions  #deal's          401 404  +   +   +   +  404 403 404 404 403 404 401 403
POST   /api/notes/<note_id>/versions  #shared          401 404  +   +   +   +  404 403 404 404 403 403 401 403
GET    /api/note-versions/<version_id>                 401 404  +   +   +   +  404  +  404 404  +  404 401  +
POST   /api/note-versions/<version_id>/restore         401 404  +   +   +   +  404 403 404 404 403 404 401 403

GET    /api/search                                      401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/mentions                                   401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/inbox                                      401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/handoffs/<handoff_id>                      401 404  +   +   +   +  404  +  404 404  +  404 401  +
POST   /api/handoffs/<handoff_id>/accept               401 404 403  +  403 403 404 403 404 404 403 404 401 403
POST   /api/handoffs/<handoff_id>/return               401 404 403  +  403 403 404 403 404 404 403 404 401 403
POST   /api/handoffs/<handoff_id>/withdraw             401 404  +  403 403 403 404 403 404 404  +  404 401 403
POST   /api/handoffs/<handoff_id>/see                  401 404 403  +  403 403 404 403 404 404 403 404 401 403
POST   /api/handoffs/see                               401  +   +   +   +   +   +   +   +   +   +   +  401 403
POST   /api/handoffs/<handoff_id>/snooze               401 404 403  +  403 403 404 403 404 404 403 404 401 403
POST   /api/handoffs/<handoff_id>/nudge                401 404  +  403 403 403 404 403 404 404  +  404 401 403

GET    /api/deals/<deal_id>/matrix                     401 404  +   +   +   +  404  +  404 404  +  404 401  +
GET    /api/matrix                                     401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/matrix/difference                          401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/matrix/people/<person_id>                  401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/matrix/moments                             401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/matrix/load                                401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/matrix/findings                            401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/matrix/proof                               401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/matrix/export                              401  +   +   +   +   +   +   +   +   +   +   +  401  +
GET    /api/overview                                   401  +   +   +   +   +   +   +   +   +   +  403 401  +
GET    /api/overview/news                              401  +   +   +   +   +   +   +   +   +   +  403 401  +
POST   /api/overview/visit                             401  +   +   +   +   +   +   +   +   +   +  403 401 403
GET    /api/rules                                      401  +  403 403 403 403 403 403 403 403 403 403 401 403
PATCH  /api/rules/<rule_name>                          401  +  403 403 403 403 403 403 403 403 403 403 401 403
POST   /api/waivers                                    401 404 404 404 404 404 404 404 404 404 404 404 401 403
POST   /api/waivers/<waiver_id>/end                    401 404 403 403 403 403 404  +  404 404 403 404 401 403
GET    /api/deals/<deal_id>/promises                   401 404  +   +   +   +  404  +  404 404  +  404 401  +
POST   /api/deals/<deal_id>/promises                   401 404  +   +   +   +  404 403 404 404 403 404 401 403
GET    /api/accounts/<account_id>/promises             401  +   +   +   +   +   +   +  404 404 404 404 401  +
GET    /api/promises/<promise_id>                      401 404  +   +   +   +  404  +  404 404  +  404 401  +
PATCH  /api/promises/<promise_id>                      401 404  +  403 403 403 404 403 404 404  +  404 401 403
POST   /api/promises/<promise_id>/accept               401 404 403 403  +  403 404 403 404 404 403 404 401 403
POST   /api/promises/<promise_id>/return               401 404 403 403  +  403 404 403 404 404 403 404 401 403
POST   /api/promises/<promise_id>/waive                401 404  +  403 403 403 404 403 404 404  +  404 401 403
POST   /api/promises/<promise_id>/keep  #taken         401 404  +  403  +  403 404 403 404 404  +  404 401 403
POST   /api/promises/<promise_id>/break #taken         401 404  +  403  +  403 404 403 404 404  +  404 401 403

GET    /api/streams/<name>/entries    #deal            401 404  +   +   +   +  404  +  404 404  +  404 401  +
GET    /api/streams/<name>/entries    #account         401  +   +   +   +   +   +   +  404 404 404 404 401  +
GET    /api/streams/<name>/entries    #AR's own        401 404  +  404 404 404 404 404 404 404 404 404 401  +
GET    /api/streams/<name>/entries/<seq>    #deal      401 404  +   +   +   +  404  +  404 404  +  404 401  +
GET    /api/streams/<name>/entries/<seq>    #account   401  +   +   +   +   +   +   +  404 404 404 404 401  +
GET    /api/streams/<name>/entries/<seq>    #AR's own  401 404  +  404 404 404 404 404 404 404 404 404 401  +
GET    /api/streams/<name>/export     #deal            401 404  +   +   +   +  404  +  404 404  +  404 401  +
GET    /api/streams/<name>/export     #account         401  +   +   +   +   +   +   +  404 404 404 404 401  +
GET    /api/streams/<name>/export     #AR's own        401 404  +  404 404 404 404 404 404 404 404 404 401  +

GET    /api/calendar-feed                              401  +   +   +   +   +   +   +   +   +   +  403 401  +
POST   /api/calendar-feed                              401  +   +   +   +   +   +   +   +   +   +  403 401 403
DELETE /api/calendar-feed                              401  +   +   +   +   +   +   +   +   +   +  403 401 403
GET    /api/calendar/<secret>.ics                      404 404 404 404 404 404 404 404 404 404 404 404 404 404

GET    /api/self-test                                  401  +  404 404 404 404 404 404 404 404 404 404 401 404
"""

# The verb in a reply's `can` that stands for a row.
VERBS: dict[str, dict[str, tuple[str, str]]] = {
    "/api/accounts/<account_id>": {
        "edit": ("PATCH", "/api/accounts/<account_id>"),
        "assign_seat": ("PUT", "/api/accounts/<account_id>/seats/<role>"),
        "open_deal": ("POST", "/api/deals"),
        "add_contact": ("POST", "/api/accounts/<account_id>/contacts"),
    },
    "/api/contacts/<contact_id>": {
        "edit": ("PATCH", "/api/contacts/<contact_id>"),
        "remove": ("DELETE", "/api/contacts/<contact_id>"),
    },
    "/api/deals/<deal_id>": {
        "edit": ("PATCH", "/api/deals/<deal_id>"),
        "win": ("POST", "/api/deals/<deal_id>/win"),
        "lose": ("POST", "/api/deals/<deal_id>/lose"),
        "assign_seat": ("PUT", "/api/deals/<deal_id>/seats/<role>"),
        "promise": ("POST", "/api/deals/<deal_id>/promises"),
    },
    "/api/nodes/<node_id> worked": {
        "start": ("POST", "/api/nodes/<node_id>/start worked"),
        "offer": ("POST", "/api/nodes/<node_id>/handoffs worked"),
    },
    "/api/handoffs/<handoff_id>": {
        "accept": ("POST", "/api/handoffs/<handoff_id>/accept"),
        "return": ("POST", "/api/handoffs/<handoff_id>/return"),
        "withdraw": ("POST", "/api/handoffs/<handoff_id>/withdraw"),
        "snooze": ("POST", "/api/handoffs/<handoff_id>/snooze"),
        "nudge": ("POST", "/api/handoffs/<handoff_id>/nudge"),
    },
    "/api/notes/<note_id> shared": {
        "rename": ("PATCH", "/api/notes/<note_id> shared"),
        "name_version": ("POST", "/api/notes/<note_id>/versions shared"),
        "make_item": ("POST", "/api/notes/<note_id>/items shared"),
    },
    "/api/promises/<promise_id>": {
        "revise": ("PATCH", "/api/promises/<promise_id>"),
        "accept": ("POST", "/api/promises/<promise_id>/accept"),
        "return": ("POST", "/api/promises/<promise_id>/return"),
        "waive": ("POST", "/api/promises/<promise_id>/waive"),
    },
    "/api/checklist-items/<item_id>": {"tick": ("PATCH", "/api/checklist-items/<item_id>")},
    "/api/people/<person_id>": {
        "edit": ("PATCH", "/api/people/<person_id> name"),
        "place": ("PATCH", "/api/people/<person_id> role"),
        "set_password": ("PUT", "/api/people/<person_id>/password"),
        "deactivate": ("POST", "/api/people/<person_id>/deactivate"),
    },
}

# What a question needs behind its `?`.
QUERIES: dict[str, dict[str, str]] = {
    "/api/working-hours": {"from_at": "2026-01-01T00:00:00Z", "until_at": "2027-01-01T00:00:00Z"},
    "/api/absences": {"from_at": "2026-01-01T00:00:00Z", "until_at": "2027-01-01T00:00:00Z"},
    "/api/search": {"q": "x"},
    "/api/views": {"screen": "deals"},
}
