from amends.office.disclosure import set_services, bind_services, selectors, decision_services, redaction_services, set_selectors
from amends.office.disclosure.models import *
from amends.office.evidence import services as ev
import datetime, io, pypdf
from tests.office.reading.made_files import *
def test_all(office, case, defendant):
    a=office.prosecutor
    src=open('/tmp/n/src.pdf','rb').read()
    f=[ev.attach_file(actor=a,case=case,title=t,filename=n,chunks=[b]) for t,n,b in [("Statement","s.pdf",src),("Broken","b.pdf",src[:900]),("Photo","p.png",PNG),("Locked","l.pdf",locked_pdf("x"))]]
    redaction_services.add_mark(actor=a,attachment=f[0],words="Mary",reason="victim")
    r=redaction_services.make_copy(actor=a,attachment=f[0])
    print(r.taken, r.marks)
    s=selectors.schedule(actor=a,case=case); print(s.tally,[l.key for l in s.lines],[m.title for m in s.made])
    d=set_services.open_set(actor=a,case=case,title="First",pieces=[l.piece for l in s.lines])
    d=set_services.ask_for_bundle(actor=a,row=d,version=d.version)
    import time; t=time.time(); bind_services.bind_after_asking(d); print("bind",time.time()-t)
    d.refresh_from_db(); print(d.state,d.why,d.done)
    b=Bundle._base_manager.get(set=d); print(b.first,b.last,b.parts,b.elsewhere)
    from amends.office.evidence import store
    data=store.read(b.attachment.sha256).read(); open('/tmp/n/b.pdf','wb').write(data)
    sv=set_services.serve(actor=a,row=d,version=d.version,party=defendant,on=datetime.date.today(),way="counsel",received_by="Counsel",proof=f[2])
    print(set_selectors.position(actor=a,case=case,party=defendant,day=datetime.date.today()))
    assert 0
